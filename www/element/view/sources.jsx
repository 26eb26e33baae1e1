// Where a rule was read: each source with its dates, as a list or on demand.
// Imported by the parts of the view that show a rule.

import { keepUnitsTogether } from '../words.js';
import { Fold } from './fold.jsx';

/** @param {{ words: import('../words.js').Words, sources: any[] }} props */
export function Sources({ words, sources }) {
  return (
    <ul class="sources">
      {distinct(sources).map((source) => (
        <Source key={source.url ?? source.title} words={words} source={source} />
      ))}
    </ul>
  );
}

/** "Whose rule is this?", answered on demand. @param {{ words: import('../words.js').Words, sources: any[], of: string }} props */
export function RuleSources({ words, sources, of }) {
  if (sources.length === 0) return null;
  return (
    <Fold class="whose" of={of} data-whose summary={words.t('why.whose')}>
      {() => <Sources words={words} sources={sources} />}
    </Fold>
  );
}

/** @param {{ words: import('../words.js').Words, source: any }} props */
function Source({ words, source }) {
  const { t } = words;
  const dates = [
    source.published && t('why.published', { date: words.sourceDate(source.published) }),
    source.read && t('why.read', { date: words.sourceDate(source.read) }),
  ].filter(Boolean);
  return (
    <li>
      {t('why.source')}{' '}
      {isWebAddress(source.url) ? (
        <a href={source.url} target="_blank" rel="noopener noreferrer">
          {keepUnitsTogether(source.title)}
        </a>
      ) : (
        <cite>{keepUnitsTogether(source.title)}</cite>
      )}
      {dates.length > 0 && <span class="source-dates">{dates.join(', ')}</span>}
    </li>
  );
}

/** A rulebook may come from the embedding page: only https addresses become links. @param {unknown} url */
const isWebAddress = (url) => typeof url === 'string' && url.startsWith('https://');

/** Two rules may have the same source. @param {any[]} sources */
const distinct = (sources) => [...new Map(sources.map((source) => [source.url ?? source.title, source])).values()];
