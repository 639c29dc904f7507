const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** A moment as the reader's own place writes it; a dash when there is none. */
export const momentOf = (text: string | null | undefined): string =>
  text === null || text === undefined ? "–" : full.format(new Date(text));

export const dayOf = (text: string | null | undefined): string =>
  text === null || text === undefined ? "–" : day.format(new Date(text));
