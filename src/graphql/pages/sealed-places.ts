import { GatewayError } from "../../errors/gateway-error.js";
import type { ListPosition } from "../../loaders/list-page.js";
import type { Cursors } from "../request/cursors.js";

type SealedPlace = readonly [token: string | null, ...passed: readonly string[]];

/** The places of one list, as callers get them and give them back. */
export class SealedPlaces {
  private readonly list: string;

  /** `kind` names the form of what is sealed as well: no cursor of another form opens. `of` says which list of its kind it is. */
  constructor(
    private readonly cursors: Cursors,
    kind: string,
    ...of: readonly unknown[]
  ) {
    this.list = JSON.stringify([kind, ...of]);
  }

  /** Null for the beginning of the list. INVALID_CURSOR for what is no cursor of this very list. */
  open(after: string | null | undefined): ListPosition | null {
    if (after === undefined || after === null) return null;
    const opened = this.cursors.open(this.list, after);
    // What was sealed was ours; null was not.
    if (opened === null) throw new GatewayError("INVALID_CURSOR", { argument: "after" });
    const [token, ...passed] = opened as SealedPlace;
    return { token, passed };
  }

  readonly seal = ({ token, passed }: ListPosition): string =>
    this.cursors.seal(this.list, [token, ...passed] satisfies SealedPlace);
}
