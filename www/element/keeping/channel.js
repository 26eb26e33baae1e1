// Tells the other tabs of this site which orders have changed.
// Imported by keeper.js.

const NAME = 'dispute-clock';

/**
 * Undefined where tabs cannot communicate (WebKit between file:// pages): there they read again when the reader
 * returns to them.
 *
 * @param {(ids: string[]) => void} onChanged another tab has written these orders
 */
export function openChannel(onChanged) {
  try {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }) => {
      if (Array.isArray(data)) onChanged(data.filter((id) => typeof id === 'string'));
    };
    return {
      /** @param {string[]} ids */
      post: (ids) => channel.postMessage(ids),
      close: () => channel.close(),
    };
  } catch {
    return undefined;
  }
}
