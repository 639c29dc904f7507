import { type SubmitEvent, useState } from "react";

/** A form that does one thing at a time, and says why it could not. */
export function useStep(act: () => Promise<string | null>) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      setRefusal(await act());
    } catch {
      setRefusal("The console's settings cannot be read. Please reload the page.");
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) void run();
  };
  return { refusal, isBusy, onSubmit };
}
