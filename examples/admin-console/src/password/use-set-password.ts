import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { reasonHeaders } from "../client.js";
import { SetPasswordDocument, type UserStatus } from "../generated/graphql.js";
import { mutationProblem, type Problem } from "../problem.js";

/** What is to be set, and why. */
export interface Order {
  readonly poolId: string;
  readonly username: string;
  readonly password: string;
  readonly permanent: boolean;
}

/** A password that was set, to be handed over once. */
export interface Done extends Order {
  readonly status: UserStatus;
  readonly warnings: readonly string[];
}

interface Warnings {
  readonly warnings?: readonly { readonly code: string }[];
}

/** Sets a password once for each time that a person asks for it, and says what became of it. */
export function useSetPassword() {
  const [mutate] = useMutation(SetPasswordDocument);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [isBusy, setBusy] = useState(false);
  const set = async (order: Order, reason: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const variables = { ...order };
      const headers = reasonHeaders(reason);
      const { data, extensions } = await mutate({ variables, context: { headers } });
      const status = data?.setUserPassword?.status;
      if (status === undefined) throw new Error("No answer.");
      const { warnings = [] } = (extensions ?? {}) as Warnings;
      setDone({ ...order, status, warnings: warnings.map(({ code }) => code) });
    } catch (error) {
      setProblem(mutationProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const again = () => {
    setDone(null);
    setProblem(null);
  };
  return { set, again, setProblem, problem, done, isBusy };
}
