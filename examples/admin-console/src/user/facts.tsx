import type { ReactNode } from "react";

interface FactsProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Some facts of a user, under a heading. */
export function Facts({ title, children }: FactsProps) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <dl className="facts">{children}</dl>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

export const Fact = ({ name, children }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

interface VisibleProps {
  readonly isVisible: boolean;
  readonly children: ReactNode;
}

/** A value, a dash where there is none, or a word that it is kept from the reader: that is not the same. */
export function Visible({ isVisible, children }: VisibleProps) {
  if (!isVisible) return <span className="hidden">Not visible to you</span>;
  return children ?? "–";
}
