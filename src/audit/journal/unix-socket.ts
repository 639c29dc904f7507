import { connect, createServer } from "node:net";

/** A Unix socket at which a process answers for as long as it lives. */
export interface Listener {
  /** Node deletes the name under which it began to listen, whatever stands there by then. */
  close(): Promise<void>;
}

/** Begins to answer at a name, and keeps no process alive by that; rejects with Node's error, EADDRINUSE when the name is taken. */
export function listen(path: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(path, () => {
      server.unref();
      const close = async () => {
        await new Promise((done) => server.close(done));
      };
      resolve({ close });
    });
  });
}

/** Resolves when somebody answers; rejects with Node's error, ECONNREFUSED when the process behind the name is gone. */
export function knock(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}
