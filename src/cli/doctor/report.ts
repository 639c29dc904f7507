import type { Finding } from "./finding.js";

/** Where findings go, one after the other. */
export interface Report {
  tell(finding: Finding): void;
  end(exitCode: number): void;
}

export type ReportForm = "table" | "lines" | "json";

/** @param print takes one line or more, without the last line's end */
export function createReport(form: ReportForm, print: (text: string) => void): Report {
  if (form === "json") return jsonReport(print);
  const tell = form === "table" ? tableRow(print) : plainLine(print);
  const counts = { ok: 0, missing: 0, "not proven": 0 };
  return {
    tell: (finding) => {
      counts[finding.state] += 1;
      tell(finding);
    },
    end: () => {
      const { ok, missing, "not proven": notProven } = counts;
      print(`${form === "table" ? "\n" : ""}${ok} ok, ${missing} missing, ${notProven} not proven`);
    },
  };
}

/** For programs: `state: about: question: answer`, and what to do about it. */
const plainLine =
  (print: (text: string) => void) =>
  ({ state, about, question, answer, remedy }: Finding) => {
    const end = remedy === undefined ? "" : `. ${remedy}`;
    print(`${state}: ${about}: ${question}: ${answer}${end}`);
  };

const stateWidth = "not proven".length + 2;
const questionWidth = "AdminListGroupsForUser".length + 2;

/** For people: a heading for what it is about, a row for each question, and what to do about it below. */
function tableRow(print: (text: string) => void): Report["tell"] {
  let heading = "";
  return ({ state, about, question, answer, remedy }) => {
    if (about !== heading) print(`${heading === "" ? "" : "\n"}${about}`);
    heading = about;
    const lead = `  ${state.padEnd(stateWidth)}${question.padEnd(questionWidth)}`;
    print(`${lead}${question.length < questionWidth ? "" : " "}${answer}`);
    if (remedy !== undefined) print(`${" ".repeat(2 + stateWidth + questionWidth)}> ${remedy}`);
  };
}

/** One document, at the end. */
function jsonReport(print: (text: string) => void): Report {
  const findings: Finding[] = [];
  return {
    tell: (finding) => findings.push(finding),
    end: (exitCode) => {
      print(JSON.stringify({ exitCode, findings }, null, 2));
    },
  };
}
