import { isKeysFailure } from "../../../../src/cognito/transport/keys-failure.js";
import { RenewedKeys } from "../../../../src/cognito/transport/renewed-keys.js";

const hourMs = 3_600_000;
const fetch = jest.fn();
let keys: RenewedKeys;

/** Keys whose session ends so much later. */
const lasting = (milliseconds: number) => ({
  accessKeyId: `A${fetch.mock.calls.length}`,
  secretAccessKey: "secret",
  expiration: new Date(Date.now() + milliseconds),
});

beforeEach(() => {
  jest.useFakeTimers();
  fetch.mockReset();
  fetch.mockImplementation(() => Promise.resolve(lasting(hourMs)));
  keys = new RenewedKeys(fetch, hourMs);
});

afterEach(() => {
  jest.useRealTimers();
});

const idAfter = async (milliseconds: number) => {
  await jest.advanceTimersByTimeAsync(milliseconds);
  return (await keys.get()).accessKeyId;
};

it("are asked for once by all who need them", async () => {
  await Promise.all([keys.get(), keys.get(), keys.get()]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("are renewed five minutes before their end, and serve meanwhile", async () => {
  expect(await idAfter(0)).toBe("A1");
  expect(await idAfter(hourMs - 300_001)).toBe("A1");
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(await idAfter(2)).toBe("A1");
  expect(await idAfter(1)).toBe("A2");
});

it("that last for less are renewed in their last third", async () => {
  fetch.mockImplementation(() => Promise.resolve(lasting(90_000)));
  await keys.get();
  expect(await idAfter(59_000)).toBe("A1");
  expect(fetch).toHaveBeenCalledTimes(1);
  await idAfter(2000);
  expect(fetch).toHaveBeenCalledTimes(2);
});

it("end no later than a session can, whatever their end seems to be", async () => {
  fetch.mockImplementation(() => Promise.resolve(lasting(2 * hourMs)));
  await keys.get();
  expect(await idAfter(hourMs)).toBe("A2");
});

it("are asked for once a second, while nobody gives any", async () => {
  fetch.mockRejectedValue(new Error("no"));
  for (let call = 0; call < 3; call += 1) {
    const failure: unknown = await keys.get().catch((error: unknown) => error);
    expect(isKeysFailure(failure)).toBe(true);
  }
  expect(fetch).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(1000);
  await expect(keys.get()).rejects.toThrow("no");
  expect(fetch).toHaveBeenCalledTimes(2);
});

it("serve to their end if nobody renews them, and no longer", async () => {
  await keys.get();
  fetch.mockRejectedValue(new Error("no"));
  expect(await idAfter(hourMs - 1000)).toBe("A1");
  await jest.advanceTimersByTimeAsync(1000);
  await expect(keys.get()).rejects.toThrow("no");
});
