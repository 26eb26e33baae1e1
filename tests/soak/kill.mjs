// Kills the browser with SIGKILL in the middle of a burst of edits in the built page, opens it again, and
// checks that every edit the page had called saved is there. `cargo xtask soak` runs it for long,
// tests/browser/kill.test.mjs briefly.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Page, ZONE } from '../browser/page.mjs';
import { browsers, dist, keepsProfile, openBrowser, serve, temporaryFolder } from '../browser/harness/index.mjs';
import { random } from '../random.mjs';

/** Nothing exists at this path; requesting it reports something. */
const REPORT = '/reported?';
const MOST_ORDERS = 6;
const EDITS_A_BURST = 400;

/**
 * @typedef {{ kind: 'add' | 'edit' | 'remove' | 'undo', name: string, title: string }} Edit
 * @typedef {Record<string, string>} Titles  what the list shows: title by the name in its first word
 */

/**
 * A burst, and what the list shows after none, one, two … of its edits.
 *
 * @param {Titles} before @param {string} mark makes each title of this burst its own @param {() => number} chance
 */
function plan(before, mark, chance) {
  /** @type {Edit[]} */
  const edits = [];
  const states = [before];
  /** @type {Titles | undefined} */
  let undone;
  while (edits.length < EDITS_A_BURST) {
    const now = states[states.length - 1];
    const names = Object.keys(now);
    const some = names[Math.floor(chance() * names.length)];
    const draw = chance();
    const title = `${mark}-${edits.length}`;
    if (undone && draw < 0.5) {
      edits.push({ kind: 'undo', name: '', title: '' });
      states.push(undone);
      undone = undefined;
    } else if (names.length < 2 || (draw < 0.2 && names.length < MOST_ORDERS)) {
      const name = `n${title}`;
      edits.push({ kind: 'add', name, title });
      states.push({ ...now, [name]: title });
      undone = undefined;
    } else if (draw > 0.85) {
      const rest = { ...now };
      delete rest[some];
      edits.push({ kind: 'remove', name: some, title: '' });
      states.push(rest);
      undone = now;
    } else {
      edits.push({ kind: 'edit', name: some, title });
      states.push({ ...now, [some]: title });
      undone = undefined;
    }
  }
  return { edits, states };
}

/**
 * Runs in the page: makes the edits one after another, as a shopper would through its forms and buttons, and
 * reports how many the page has called saved, at once, so that the report outlives the browser. A removal is
 * not called saved, but what follows it is saved after it.
 */
const BURST = `
  const element = document.querySelector('dispute-clock'), root = element.shadowRoot, [edits, reports] = arguments;
  const report = (text) => fetch(reports + encodeURIComponent(text)).catch(() => {});
  const at = (selector, within = root) => within.querySelector(selector);
  const message = () => at('[data-message]')?.textContent ?? '';
  const cardOf = (name) => [...root.querySelectorAll('[data-order]')].find((card) =>
    at('.card-title', card).textContent.startsWith(name + ' '));
  const until = (condition, what) => new Promise((done, fail) => {
    if (condition()) return done();
    const observer = new MutationObserver(() => { if (condition()) { observer.disconnect(); done(); } });
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    setTimeout(() => fail(new Error('timed out waiting until ' + what + ': ' + message())), 15000);
  });
  const type = (input, text) => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const dismiss = async () => {
    at('[data-action="close-message"]')?.click();
    await until(() => message() === '', 'the message goes');
  };
  const untilMessage = (pattern, what) => until(() => pattern.test(message()), what);
  const make = {
    async add({ name, title }) {
      const form = at('.panel-body form');
      at('[data-action="yesterday"]', form).click();
      type(at('[data-field="title"]', form), name + ' ' + title);
      await dismiss();
      at('[data-action="submit"]', form).click();
      await untilMessage(/сохран[её]н/, 'the order is saved');
    },
    async edit({ name, title }) {
      at('[data-action="edit"]', cardOf(name)).click();
      await until(() => at('form', cardOf(name)), 'the form opens');
      type(at('[data-field="title"]', cardOf(name)), name + ' ' + title);
      await dismiss();
      at('[data-action="submit"]', cardOf(name)).click();
      await untilMessage(/сохран[её]н/, 'the edit is saved');
    },
    async remove({ name }) {
      at('[data-action="remove"]', cardOf(name)).click();
      await until(() => !cardOf(name) && at('[data-action="undo"]'), 'the order is gone');
    },
    async undo() {
      at('[data-action="undo"]').click();
      await untilMessage(/вернули/, 'the order is back');
    },
  };
  (async () => {
    for (const [index, edit] of edits.entries()) {
      await make[edit.kind](edit);
      if (edit.kind !== 'remove') report(String(index + 1));
    }
  })().catch((error) => report(String(error)));
`;

/**
 * Receives the page's reports; one sent before the browser dies may arrive later. They go to the page's own
 * server, since its policy allows no other.
 */
function createReports() {
  let saved = 0;
  let failure = '';
  let wake = () => {};
  return {
    /** @param {import('node:http').IncomingMessage} request */
    seen({ url = '' }) {
      if (!url.startsWith(REPORT)) return;
      const text = decodeURIComponent(url.slice(REPORT.length));
      if (/^\d+$/.test(text)) saved = Math.max(saved, Number(text));
      else failure = text;
      wake();
    },
    saved: () => saved,
    restart() {
      saved = 0;
      failure = '';
    },
    /** Resolves in the same task in which the report arrives. @param {number} wanted */
    until: (wanted) =>
      new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error(`only ${saved} of ${wanted} edits were called saved`)), 60_000);
        wake = () => {
          if (saved < wanted && !failure) return;
          clearTimeout(timer);
          if (failure) fail(new Error(failure));
          else done(undefined);
        };
      }),
  };
}

/** What the list shows. @param {Page} page @returns {Promise<Titles>} */
async function shownTitles(page) {
  const titles = await page.run('return element.orders.map(({ title }) => title)');
  return Object.fromEntries(titles.map((/** @type {string} */ title) => title.split(' ')));
}

/** The process groups of everything that runs on a profile. @param {string} profile */
function groupsOf(profile) {
  const lines = execFileSync('ps', ['-eo', 'pgid=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  const groups = lines.filter((line) => line.includes(profile)).map((line) => Number.parseInt(line, 10));
  return [...new Set(groups)].filter((group) => group > 1);
}

/** @param {number[]} groups */
async function kill(groups) {
  for (const group of groups) process.kill(-group, 'SIGKILL');
  for (const group of groups) {
    for (const end = Date.now() + 10_000; isAlive(group) && Date.now() < end; ) await sleep(5);
    assert.ok(!isAlive(group), 'the browser was killed');
  }
}

/** @param {number} group */
function isAlive(group) {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {import('../browser/harness/locate.mjs').Name} name
 * @param {{ rounds: number, seed: number, after: (callback: () => Promise<void>) => void, say?: (line: string) => void }} options
 */
export async function killRounds(name, { rounds, seed, after, say = () => {} }) {
  const reports = createReports();
  const site = await serve(dist('site'), { seen: reports.seen });
  after(site.close);
  const profile = await temporaryFolder({ after });
  const chance = random(seed);
  const count = { rounds: 0, saved: 0, unsaid: 0, unsaidThere: 0 };

  /** The states that may be found: the one last called saved, and those that were pending. @type {Titles[]} */
  let possible = [{}];
  for (let round = 0; round <= rounds; round++) {
    const browser = await openBrowser(name, { profile, timeZone: ZONE });
    let killed = false;
    try {
      const page = new Page(browser);
      await page.open(site.url);
      const found = await shownTitles(page);
      const which = possible.findIndex((state) => isEqual(state, found));
      assert.notEqual(which, -1, lossMessage(`${name}, seed ${seed}, after kill ${round}`, possible, found));
      assert.equal(await page.count('[data-storage]'), 0, 'the page reports no problem with the storage');
      if (possible.length > 1) count.unsaid++;
      if (which > 0) count.unsaidThere++;
      if (round === rounds) break;

      const { edits, states } = plan(found, `${round}`, chance);
      const groups = groupsOf(profile);
      assert.ok(groups.length > 0, 'the browser is running');
      const wanted = 1 + Math.floor(chance() * 40);
      const delay = chance() < 0.5 ? 0 : chance() * 40;
      reports.restart();
      const enough = reports.until(wanted);
      await page.driver.executeScript(BURST, edits, REPORT);
      await enough;
      if (delay > 0) await sleep(delay);
      killed = true;
      await kill(groups);
      await sleep(20);
      const saved = reports.saved();
      count.rounds++;
      count.saved += saved;
      // While being killed, the page continued for a moment.
      possible = states.slice(saved);
      if ((round + 1) % 10 === 0) say(`${name}: ${round + 1} of ${rounds} rounds`);
    } finally {
      await (killed ? Promise.race([browser.close(), sleep(3000)]) : browser.close());
    }
  }
  return (
    `${name}: killed ${count.rounds} times; ${count.saved} edits called saved, all there; ` +
    `after ${count.unsaidThere} kills also edits that had not been called so yet (seed ${seed})`
  );
}

/** @param {Titles} one @param {Titles} other */
const isEqual = (one, other) =>
  Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((key) => one[key] === other[key]);

/** @param {string} when @param {Titles[]} possible @param {Titles} found */
const lossMessage = (when, possible, found) =>
  `${when}: the list is ${JSON.stringify(found)}, and ${JSON.stringify(possible[0])} was called saved`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string' } } });
  const names = browsers().filter(keepsProfile);
  const rounds = Math.ceil(Number(values.rounds) / names.length);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  /** @type {(() => Promise<void>)[]} */
  const cleanUp = [];
  for (const name of browsers()) {
    if (!keepsProfile(name)) console.log(`${name}: skipped, it cannot keep a profile under automation`);
  }
  for (const name of names) {
    const options = { rounds, seed, after: (/** @type {() => Promise<void>} */ callback) => void cleanUp.push(callback), say: console.log };
    console.log(await killRounds(name, options));
  }
  for (const clean of cleanUp) await clean();
}
