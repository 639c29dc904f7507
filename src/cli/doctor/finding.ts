/** "not proven": there is no harmless way to find out, or what would tell is not to be had. */
type FindingState = "ok" | "missing" | "not proven";

/** The answer to one question; no part of it is secret, nor a text of AWS. */
export interface Answer {
  readonly state: FindingState;
  readonly answer: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** A line of what the doctor says. */
export interface Finding extends Answer {
  /** What it is about, such as `pool customers`. */
  readonly about: string;
  readonly question: string;
}

export const ok = (answer: string): Answer => ({ state: "ok", answer });

export const missing = (answer: string, remedy: string): Answer => ({
  state: "missing",
  answer,
  remedy,
});

export const notProven = (answer: string): Answer => ({ state: "not proven", answer });

/** One question about a part of the configuration. */
export const finding = (about: string, question: string, answer: Answer): Finding => ({
  about,
  question,
  ...answer,
});

/** Findings as they are made: each is told before the next question is asked. */
export type Findings = AsyncGenerator<Finding, void>;
