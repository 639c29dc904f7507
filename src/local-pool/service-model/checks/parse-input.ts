import { ServiceError } from "../service-error.js";
import { serviceModel, type InputOf, type OperationName } from "../service-model.js";
import { checkShape, type ShapeMistake } from "./check-shape.js";

/** Checks a request against the service model; throws SerializationException or InvalidParameterException. */
export function parseInput<Operation extends OperationName>(
  operation: Operation,
  value: unknown,
): InputOf<Operation> {
  const mistakes = checkShape(serviceModel[operation].input, value);
  const wrongType = mistakes.find((mistake) => mistake.kind === "type");
  if (wrongType !== undefined) {
    throw new ServiceError("SerializationException", wrongType.problem);
  }
  if (mistakes.length > 0) {
    const count = mistakes.length;
    throw new ServiceError(
      "InvalidParameterException",
      `${count} validation error${count === 1 ? "" : "s"} detected: ${mistakes.map(describe).join("; ")}`,
    );
  }
  return value as InputOf<Operation>;
}

function describe(mistake: ShapeMistake): string {
  const value = mistake.kind === "missing" ? " null" : quoted(mistake.shown);
  return `Value${value} at '${memberPath(mistake.path)}' failed to satisfy constraint: ${mistake.problem}`;
}

const quoted = (shown: string | undefined): string => (shown === undefined ? "" : ` '${shown}'`);

/** The service counts list items from one and starts member names in lower case. */
const memberPath = (path: readonly (string | number)[]): string =>
  path
    .map((step) =>
      typeof step === "number"
        ? `${step + 1}.member`
        : step.slice(0, 1).toLowerCase() + step.slice(1),
    )
    .join(".");
