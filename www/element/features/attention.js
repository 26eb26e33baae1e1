// Calls the shopper back while the page is open in the background: the tab's title counts down for
// the most urgent order, and notifications tell when a window opens or is about to close. Both are opt-in.
// A closed page can do neither: that is what the calendar is for. Imported by model.js.

import { refreshAll } from '../clock.js';
import { certaintyOf, nextDeadlineOf } from '../deadlines.js';
import { isSatisfied } from './overview.js';

const KEY = 'dispute-clock-attention';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @typedef {{ key: string, at: number, until: number, order: any, deadline: any }} Alert  something to announce at one instant, and no later than another */

/**
 * What to announce about an order: an opening when it comes, a closing a day ahead, or an hour
 * ahead if the window itself is not much longer than a day. Nothing for orders that are all right.
 *
 * @param {Pick<import('../order-list.js').Entry, 'id' | 'order' | 'assessment'>} entry @returns {Alert[]}
 */
export function alertsOf({ id, order, assessment }) {
  if (!assessment?.next || isSatisfied({ order, phase: assessment.phase })) return [];
  const { deadlines, actions, phase, now } = assessment;
  const next = nextDeadlineOf(assessment);
  /** @type {Alert[]} */
  const alerts = [];
  for (const deadline of deadlines) {
    const { kind, at, from } = deadline;
    const key = `${id} ${deadline.id} ${kind} ${at}`;
    const isNext = deadline === next;
    if (kind === 'closes' && isNext) {
      const ahead = from && at - from.at < 2 * DAY ? HOUR : DAY;
      alerts.push({ key, at: at - ahead, until: at, order, deadline });
    }
    const isOpen = actions.some((/** @type {any} */ action) => action.id === deadline.id && action.certain);
    // After more than a day the reader has seen it, or sees it in the list.
    if (kind === 'opens' && (isNext || isOpen || (phase === 'claimable' && at > now))) alerts.push({ key, at, until: at + DAY, order, deadline });
  }
  return alerts;
}

/** The reader's choices, for all elements of the document, and the alerts already shown. */
const settings = { title: false, notify: false, told: /** @type {string[]} */ ([]) };
/** They have been read since the reader came here. */
let hasRead = false;
/** The permission for notifications: reading it takes as long as drawing a card, so it is read only if the reader wants any. @type {NotificationPermission | undefined} */
let cachedPermission;
/** The title as the page last set it, as we last set it, and for which element. */
let pageTitle = '';
let ourTitle = '';
/** @type {object | undefined} */
let titleOwner;

/** @returns {Partial<typeof settings>} none if they cannot be read */
function readSettings() {
  try {
    const { title, notify, told } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { title: title === true, notify: notify === true, told: Array.isArray(told) ? told : [] };
  } catch {
    return {};
  }
}

/**
 * @param {import('./core.js').Core} core
 * @param {() => boolean} mayChangeTitle  whether the embedding page lets the title be changed
 * @param {() => boolean} mayStore  whether it allows storing anything in this browser, such as the reader's choice, whoever keeps the orders
 */
export function createAttention(core, mayChangeTitle, mayStore) {
  /** The next instant to wake up in the background, while nothing changes. @type {number | undefined} */
  let cachedNextDue;

  /** Called once it is known whether anything may be stored in this browser. */
  function ensureRead() {
    if (hasRead || !mayStore()) return;
    Object.assign(settings, readSettings());
    hasRead = true;
  }

  /** Keeps the other settings as other tabs may have set them since. @param {Partial<typeof settings>} changed */
  function saveSettings(changed) {
    if (!mayStore()) return;
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...readSettings(), told: settings.told.slice(-200), ...changed }));
    } catch {
      // The choice holds for this visit.
    }
  }

  const isSupported = () => typeof Notification === 'function' && globalThis.isSecureContext;
  const permission = () => (cachedPermission ??= settings.notify && isSupported() ? Notification.permission : undefined);
  const isNotifying = () => settings.notify && permission() === 'granted';
  const isTitleOn = () => settings.title && mayChangeTitle();
  /** What may be due now: only orders near a deadline are assessed. @param {number} now */
  const alertsNear = (now) =>
    core
      .entries()
      .filter(({ next, reading }) => next !== undefined && (next <= now + DAY || Number(reading?.since) >= now - DAY))
      .flatMap(alertsOf);
  const mostUrgent = () => core.entries().find((entry) => entry.next !== undefined && entry.next >= core.now() && !isSatisfied(entry));

  function setTitle() {
    const first = isTitleOn() ? mostUrgent() : undefined;
    // A title that differs from ours was set by the page.
    if (document.title !== ourTitle) [pageTitle, titleOwner] = [document.title, undefined];
    // One element at a time counts down.
    if (titleOwner ? titleOwner !== core : !first) return;
    titleOwner = first && core;
    const title = first
      ? [core.words().short(Math.max(Number(first.next) - core.now(), 0)), core.nameOf(first.order), pageTitle].join(' · ')
      : pageTitle;
    if (document.title !== title) document.title = title;
    // The browser collapses spaces.
    ourTitle = document.title;
  }

  function notifyDue() {
    if (!isNotifying()) return;
    const now = core.now();
    for (const { key, at, until, order, deadline } of alertsNear(now)) {
      if (now < at || now > until || settings.told.includes(key)) continue;
      settings.told.push(key);
      saveSettings({});
      const words = core.words();
      const text = words.t(deadline.kind === 'opens' ? 'deadline.opened' : 'deadline.closes', { moment: words.moment(deadline.at, now, deadline.kind) });
      notify(core.nameOf(order), {
        body: `${deadline.title}: ${certaintyOf(deadline) === 'reported' ? words.t('deadline.reported', { text }) : text}.`,
        lang: words.tag,
        // With equal tags, two tabs show one notification.
        tag: key,
      });
    }
  }

  /** Announces what is due now, and updates the title. */
  function update() {
    ensureRead();
    cachedNextDue = undefined;
    setTitle();
    notifyDue();
  }

  function nextDue() {
    const now = core.now();
    let next = Infinity;
    const first = isTitleOn() && mostUrgent();
    if (first) next = now + ((Number(first.next) - now) % MINUTE) + 1;
    if (isNotifying()) {
      for (const entry of core.entries()) {
        // No call comes earlier than a day before an order's next deadline, except a dispute opening during a
        // claim: most need not be assessed.
        if (entry.phase === 'claimable' || Number(entry.next) - DAY < next) for (const { key, at } of alertsOf(entry)) if (at > now && !settings.told.includes(key)) next = Math.min(next, at);
      }
    }
    return next;
  }

  return {
    update,

    /** The next instant at which a page in the background has something to do. */
    nextHidden() {
      return (cachedNextDue ??= nextDue());
    },

    /** The reader may have changed the browser's settings, or ours in another tab. */
    resync() {
      cachedPermission = undefined;
      hasRead = false;
    },

    /** Restores the page's own title. */
    disconnect() {
      if (titleOwner !== core) return;
      if (document.title === ourTitle) document.title = pageTitle;
      titleOwner = undefined;
    },

    state: () => ({
      attention: {
        title: mayChangeTitle() ? settings.title : undefined,
        notify: isNotifying(),
        /** Undefined where notifications are possible, as far as is known. @type {'unsupported' | 'denied' | undefined} */
        obstacle: !isSupported() ? /** @type {const} */ ('unsupported') : permission() === 'denied' ? /** @type {const} */ ('denied') : undefined,
      },
    }),

    handlers: {
      /** @param {boolean} wanted */
      countInTitle(wanted) {
        settings.title = wanted;
        saveSettings({ title: wanted });
        refreshAll();
      },

      /** Asks for permission, which browsers grant only after a user gesture. @param {boolean} wanted */
      async notifyMe(wanted) {
        settings.notify = wanted;
        if (wanted) {
          // What is already under way is on the page: notifications start with what comes.
          const now = core.now();
          settings.told.push(...alertsNear(now).filter(({ at }) => at <= now).map(({ key }) => key));
          try {
            cachedPermission = await Notification.requestPermission();
          } catch {
            // Not possible here: the switch stays off.
          }
        }
        saveSettings({ notify: settings.notify });
        refreshAll();
      },
    },
  };
}

/** @param {string} title @param {NotificationOptions} options */
function notify(title, options) {
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // On Android only a service worker can notify; the static page has one.
    navigator.serviceWorker?.getRegistration().then((registration) => registration?.showNotification(title, options), () => {});
  }
}
