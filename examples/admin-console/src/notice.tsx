import type { ReactNode } from "react";
import type { Problem } from "./problem.js";

interface NoticeProps {
  readonly tone: "good" | "wait" | "bad" | "calm";
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something that a person is to take notice of; read out when it appears. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <p className="notice-title">{title}</p>
      {children}
    </div>
  );
}

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly children?: ReactNode;
}

/** What did not work, in a sentence, and what to quote when asking an operator about it. */
export function ProblemNotice({ problem, children }: ProblemNoticeProps) {
  const { outcome, sentence } = problem;
  const tone = outcome === "APPLIED" ? "good" : outcome === "UNKNOWN" ? "wait" : "bad";
  return (
    <Notice tone={tone} title={sentence}>
      {children}
      <Quotable problem={problem} />
    </Notice>
  );
}

function Quotable({ problem: { code, requestId, auditId } }: { readonly problem: Problem }) {
  const facts = [
    ["Code", code],
    ["Request", requestId],
    ["Audit", auditId],
  ].filter(([, value]) => value !== undefined);
  if (facts.length === 0) return null;
  return (
    <dl className="quotable" aria-label="To quote to an operator">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
