import { type ReactNode, useEffect, useRef } from "react";

interface PageProps {
  readonly title: string;
  readonly above?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: whoever comes to it, with or without eyes, begins at its heading. */
export function Page({ title, above, beside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – User console`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <main id="main" className="page">
      {above !== undefined && <nav aria-label="Way back">{above}</nav>}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </main>
  );
}
