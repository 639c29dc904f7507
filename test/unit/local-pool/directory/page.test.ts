import { Seal } from "../../../../src/local-pool/crypto/seal.js";
import { cutPage, type Page } from "../../../../src/local-pool/directory/page.js";
import { ServiceError } from "../../../../src/local-pool/service-model/service-error.js";

const seal = new Seal();
const error = (type: string, message: string): ServiceError => new ServiceError(type, message);

const cut = (
  items: readonly string[],
  limit?: number,
  token?: string,
  scope = "letters",
): Page<string> => cutPage({ items, keyOf: (item) => item, scope, limit, token }, seal, error);

describe("cutPage", () => {
  it("gives no token with the last page, even when it is full", () => {
    const first = cut(["a", "b", "c", "d"], 2);
    const second = cut(["a", "b", "c", "d"], 2, first.next);
    expect(first.items).toEqual(["a", "b"]);
    expect(second).toEqual({ items: ["c", "d"], next: undefined });
  });

  it("gives an empty page of nothing", () => {
    expect(cut([])).toEqual({ items: [], next: undefined });
  });

  it.each([undefined, 0])("takes a limit of %s for the largest page", (limit) => {
    const items = Array.from({ length: 61 }, (_, index) => String(index));
    expect(cut(items, limit).items).toHaveLength(60);
  });

  it("neither skips nor repeats when an item before the page has gone", () => {
    const { next } = cut(["a", "b", "c", "d"], 2);
    expect(cut(["b", "c", "d"], 2, next).items).toEqual(["c", "d"]);
  });

  it("goes on with the next item when the last one shown has gone", () => {
    const { next } = cut(["a", "b", "c", "d"], 2);
    expect(cut(["a", "c", "d"], 2, next).items).toEqual(["c", "d"]);
  });

  it("shows an item that came later", () => {
    const { next } = cut(["a", "b", "c"], 2);
    expect(cut(["a", "b", "c", "d"], 2, next).items).toEqual(["c", "d"]);
  });

  it("refuses the token of another list, of another process and of nobody", () => {
    const { next = "" } = cut(["a", "b"], 1);
    const foreign = new Seal().seal("letters", ["a", 1]);
    for (const attempt of [
      () => cut(["a", "b"], 1, next, "digits"),
      () => cut(["a", "b"], 1, foreign),
      () => cut(["a", "b"], 1, "made-up"),
      () => cut(["a", "b"], 1, `${next}x`),
    ]) {
      expect(attempt).toThrow("Invalid pagination token given.");
    }
  });
});
