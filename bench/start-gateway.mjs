// The program as a process, for benches.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Starts the program with these arguments; answers when it listens: with its address, its process id and how to stop it. */
export async function startGateway(...programArguments) {
  const program = spawn(process.execPath, ["dist/main.js", ...programArguments], {
    env: { ...process.env, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(program, "exit");
  // A bench that fails must not leave it behind.
  process.once("exit", () => program.kill("SIGKILL"));
  const url = await new Promise((resolve, reject) => {
    // Reads on behind the line: a program whose output nobody takes stands still.
    createInterface({ input: program.stdout }).on("line", (line) => {
      if (line.startsWith('{"msg":"listening"')) resolve(JSON.parse(line).url);
    });
    ended.then(([code]) => reject(new Error(`The program ended with ${code}.`)), reject);
  });
  const stop = async () => {
    program.kill("SIGTERM");
    await ended;
  };
  return { url, pid: program.pid, stop };
}
