import { text } from "../service-model/shape.js";

/** A moment as a seed writes it: a date or a time in UTC, or how long before the start. */
export const moment = text({
  pattern: /^(\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?|\d{1,5} (minute|hour|day)s? ago)$/u,
});

const MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The moment that a seed's text stands for; `otherwise` where none is stated. */
export function momentOf(stated: string | undefined, now: Date, otherwise: Date = now): Date {
  if (stated === undefined) return otherwise;
  const { count, unit } = /^(?<count>\d+) (?<unit>minute|hour|day)/u.exec(stated)?.groups ?? {};
  if (count === undefined) return new Date(stated);
  return new Date(now.getTime() - Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS]);
}

/** Whether a date is one: the pattern lets a 45th day through, and JavaScript a 30 February. */
export function isInCalendar(date: string): boolean {
  const parsed = new Date(date);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === date.slice(0, 10);
}

/** What is wrong with the moments among the members of a record: days and times that are in no calendar. */
export const momentMistakes = (
  moments: Readonly<Record<string, string | undefined>>,
  path: string,
): readonly string[] =>
  Object.entries(moments)
    .filter(
      ([, stated]) => stated !== undefined && !stated.endsWith(" ago") && !isInCalendar(stated),
    )
    .map(([name]) => `${path}.${name}: there is no such day or time`);
