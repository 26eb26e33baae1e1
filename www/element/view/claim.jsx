// The folded message about an order. Imported by order-card.jsx.

import { useState } from 'preact/hooks';
import { Fold } from './fold.jsx';
import { Deferred } from './deferred.jsx';

/**
 * @typedef {object} ClaimProps
 * @property {string} id
 * @property {import('../words.js').Words} words
 * @property {import('../order-list.js').Entry} entry
 * @property {string} name   the name of the order
 * @property {import('../rules.js').Rulebook} rulebook
 * @property {import('../model.js').Handlers} handlers
 */

/** @param {ClaimProps} props */
export function Claim(props) {
  const { words, entry, name, rulebook, handlers } = props;
  // The feature owns the letter, which outlives this card. Incrementing a counter triggers a redraw.
  const letter = handlers.letter(entry.id);
  const [, redraw] = useState(0);
  const recipient = rulebook.contact === 'seller' ? 'seller' : 'support';
  return (
    <Fold
      class="fold claim"
      part="claim"
      of={name}
      data-claim
      open={letter.open}
      onToggle={(event) => {
        if (event.currentTarget.open === letter.open) return;
        handlers.letter(entry.id, { open: event.currentTarget.open });
        redraw((count) => count + 1);
      }}
      summary={<span class="section-title">{words.t(`letter.${recipient}`)}</span>}
    >
      {() => (
        <Deferred words={words} handlers={handlers}>
          {({ Letter }) => <Letter {...props} />}
        </Deferred>
      )}
    </Fold>
  );
}
