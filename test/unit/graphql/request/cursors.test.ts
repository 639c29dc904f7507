import { Cursors } from "../../../../src/graphql/request/cursors.js";

const place = { token: "t", index: 3 };

describe("cursors whose secret is renewed", () => {
  it("are sealed with the new one, and those of the one before still open", () => {
    const cursors = new Cursors("old");
    const before = cursors.seal("list", place);
    cursors.renew("new");
    const after = cursors.seal("list", place);
    expect(cursors.open("list", before)).toEqual(place);
    expect(new Cursors("new").open("list", after)).toEqual(place);
    expect(new Cursors("old").open("list", after)).toBeNull();
  });

  it("of the one before that are over, whatever is renewed without a change", () => {
    const cursors = new Cursors("first");
    const first = cursors.seal("list", place);
    cursors.renew("second");
    cursors.renew("second");
    expect(cursors.open("list", first)).toEqual(place);
    cursors.renew("third");
    expect(cursors.open("list", first)).toBeNull();
  });

  it("are of one list still", () => {
    const cursors = new Cursors("old");
    const before = cursors.seal("list", place);
    cursors.renew("new");
    expect(cursors.open("another", before)).toBeNull();
  });
});
