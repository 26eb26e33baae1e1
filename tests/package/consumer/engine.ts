import { assess, createTracker, draftClaim, parseOrderText, toICalendar } from 'dispute-clock';
import type {
  AssessOptions,
  Assessment,
  CalendarOptions,
  ClaimOptions,
  Deadline,
  DisputeClockError,
  Doubt,
  ErrorCode,
  Found,
  MomentInput,
  Order,
  ParsedOrderText,
  Phase,
  Tracker,
  TrackerChange,
} from 'dispute-clock';

const moments: MomentInput[] = [
  new Date(),
  Date.now(),
  '2026-03-01T10:00:00+03:00',
  { local: '2026-03-01T10:00', timeZone: 'Europe/Moscow' },
  { date: '2026-03-01' },
];

const order: Order = {
  ordered: moments[0] ?? 0,
  paid: '2026-03-01',
  problem: 'poor-quality',
  price: { amount: '990.50', currency: 'RUB' },
  entered: { dispute: { closes: '2026-06-01' } },
};
const options: AssessOptions = { now: new Date(), timeZone: 'Europe/Moscow', locale: 'en' };
const assessment: Assessment = assess(order, options);

function describe(phase: Phase): string {
  switch (phase) {
    case 'cancellable':
    case 'waiting':
    case 'disputable':
    case 'received':
    case 'claimable':
    case 'expired':
    case 'cancelled':
    case 'in-dispute':
    case 'refunded':
    case 'completed':
      return phase;
    default: {
      const none: never = phase;
      return none;
    }
  }
}

export const phase: string = describe(assessment.phase);
export const urgency: number = assessment.urgency;
export const ends: [string, Date, boolean][] = assessment.deadlines.map((deadline: Deadline) => [
  `${deadline.title} ${deadline.kind === 'opens' ? 'from' : 'until'}`,
  new Date(deadline.at),
  deadline.exact && deadline.certainty === 'stated' && deadline.earliest === deadline.latest,
]);
export const next: number | undefined = assessment.next?.at ?? assessment.nextChange;
export const days: number = assessment.remaining?.days ?? 0;
export const steps: string[] = assessment.actions.flatMap((action) => action.steps);
export const links: (string | undefined)[] = assessment.deadlines.flatMap(({ sources }) => sources.map(({ url }) => url));
export const cautions: (string | undefined)[] = assessment.cautions.map((caution) => caution.text);

const calendar: CalendarOptions = { ...options, page: 'https://example.org/', removed: ['a', { id: 'b', marketplace: 'joom' }] };
export const file: string = toICalendar([order, { ...order, id: 'c' }], calendar);
const gone = ['a', { id: 'b' }] as const;
export const emptied: string = toICalendar([], { ...options, removed: gone });
const claim: ClaimOptions = { ...options, problem: 'incomplete' };
export const message: string = draftClaim(order, claim);

export function codes(error: DisputeClockError): [string, ErrorCode[]] {
  return [error.path, [error.code, ...error.errors.map((fault) => fault.code)]];
}
// @ts-expect-error no such code
export const isUnknown = (error: DisputeClockError): boolean => error.code === 'unknown-date';

const parsed: ParsedOrderText = parseOrderText('', { now: 0 });
export const places: [string, number, number][] = parsed.found.map(({ text, start, end }: Found) => [text, start, end]);
export const doubts: Doubt[] = parsed.found.flatMap((found) => found.doubts);
export const answers: (string | { amount: string })[] = parsed.questions.flatMap(({ options }) => options);
if (parsed.order.ordered !== undefined) assess({ ordered: 0, ...parsed.order }, options);

// A form may pass a field left open as undefined, even where that differs from absent.
const blank = {} as { text: string | undefined; problem: Order['problem']; ends: MomentInput | undefined };
const asIs = { now: 0, timeZone: blank.text, locale: blank.text };
const open: Order = { ordered: 0, id: blank.text, received: blank.ends, problem: blank.problem, entered: { dispute: { closes: blank.ends } } };
assess(open, { ...asIs, rulebook: undefined });
toICalendar([open], { ...asIs, page: blank.text, removed: undefined });
draftClaim(open, { ...asIs, problem: blank.problem });
parseOrderText('', asIs);
createTracker({ timeZone: blank.text, locale: blank.text, rulebook: undefined }).put({ ...open, id: 'lamp' });

// @ts-expect-error a text is required
parseOrderText(undefined, { now: 0 });
// @ts-expect-error and so is an instant
parseOrderText('', {});
// @ts-expect-error the moment of ordering is required
assess({}, options);
// @ts-expect-error the engine has no clock
assess(order, {});
// @ts-expect-error so options are required
assess(order);
// @ts-expect-error no such problem
assess({ ordered: 0, problem: 'late' }, options);
// @ts-expect-error a price needs a currency
assess({ ordered: 0, price: { amount: 1 } }, options);
// @ts-expect-error a misspelt field
assess({ ordered: 0, payed: 0 }, options);
// @ts-expect-error a bigint is not a moment
assess({ ordered: 0n }, options);
// @ts-expect-error `next` may be absent
export const unchecked: number = assessment.next.at;
// @ts-expect-error no such phase
export const never: boolean = assessment.phase === 'lost';
// @ts-expect-error a list of orders
toICalendar(order, options);
// @ts-expect-error no such problem for a claim
draftClaim(order, { ...options, problem: 'late' });

const tracker: Tracker = createTracker({ timeZone: 'Europe/Moscow', locale: 'en' });
createTracker();
tracker.put({ ...order, id: 'lamp' });
tracker.putAll([{ ...order, id: 'chair' }] as const);
export const changes: readonly TrackerChange[] = tracker.tick(new Date());
export const changed: [string, Phase | undefined][] = changes.map(({ id, phase }) => [id, phase]);
for (const change of changes) {
  // @ts-expect-error an absent field is undefined, even after an `in` check
  if ('next' in change) console.log(change.next.toFixed());
}
export const tracked: Assessment | undefined = tracker.get('lamp', 0);
export const wake: number | undefined = tracker.nextChange;
export const counted: [number, boolean] = [tracker.size, tracker.remove('lamp')];
tracker.free();

// @ts-expect-error a tracker needs ids
tracker.put(order);
// @ts-expect-error a tick needs the time
tracker.tick();
// @ts-expect-error the result of a tick is read-only
tracker.tick(0).push({ id: 'lamp', phase: undefined });
// @ts-expect-error a tracker takes a zone, but no clock
createTracker({ now: 0 });
// @ts-expect-error the size is read-only
tracker.size = 0;
