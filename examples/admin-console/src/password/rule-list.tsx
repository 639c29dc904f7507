import type { Rule } from "./password-rules.js";

interface RuleListProps {
  readonly id: string;
  readonly rules: readonly Rule[];
  readonly password: string;
  /** Rules that the gateway has found broken. */
  readonly violations: readonly string[];
}

/** What the pool asks of a password, and what of it is there already. */
export function RuleList({ id, rules, password, violations }: RuleListProps) {
  const shown = rules
    .map((rule) => ({ ...rule, state: stateOf(rule, password, violations) }))
    .filter(({ isQuiet = false, state }) => !isQuiet || state !== "kept");
  return (
    <ul className="rules" id={id} aria-label="Rules for the password">
      {shown.map(({ code, text, state }) => {
        return (
          <li key={code} className={state}>
            <span aria-hidden="true">{{ kept: "✓", open: "○", broken: "✕" }[state]}</span>
            <span>
              {text}
              <span className="heard">
                {{ kept: ": kept", open: ": not yet", broken: ": broken" }[state]}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function stateOf({ code, isKept }: Rule, password: string, violations: readonly string[]) {
  if (violations.includes(code)) return "broken";
  return isKept(password) ? "kept" : "open";
}
