// Compares the schema with the last released one. A breaking change must be named in CHANGELOG.md, under "Unreleased", in
// the part headed "Breaking": by its coordinate in backticks, such as `User.email`. Every one that is not is told on
// standard error and the exit code is 1. What may surprise clients or routers without breaking them is told as a note.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  buildASTSchema,
  findBreakingChanges,
  findDangerousChanges,
  Kind,
  parse,
  print,
  visit,
} from "graphql";

const { values: files } = parseArgs({
  options: {
    released: { type: "string", default: "schema/released.graphql" },
    schema: { type: "string", default: "schema/schema.graphql" },
    changelog: { type: "string", default: "CHANGELOG.md" },
  },
});

/** Where the sentences of graphql-js name what changed, by kind of change; the pin of graphql keeps them. */
const coordinatesBySentence = [
  [/^A required arg (\w+) on (\w+\.\w+) was added/, "$2($1:)"],
  [/^(\w+\.\w+) arg (\w+) /, "$1($2:)"],
  [/^A required field (\w+) on input type (\w+) was added/, "$2.$1"],
  [/^(\w+) was removed from enum type (\w+)/, "$2.$1"],
  [/^(\w+) was removed from union type (\w+)/, "$2"],
  [/^(\w+) no longer implements interface \w+/, "$1"],
  [/^(\w+\.\w+) (?:was removed|changed type)/, "$1"],
  [/^(\w+) (?:was removed\.|changed from )/, "$1"],
  [/^Standard scalar (\w+) was removed/, "$1"],
];

function coordinateOf({ description }) {
  for (const [sentence, coordinate] of coordinatesBySentence) {
    const match = sentence.exec(description);
    if (match !== null) return match[0].replace(sentence, coordinate);
  }
  // The schema declares no directives itself, so their sentences cannot occur.
  throw new Error(`No coordinate is known for this change: ${description}`);
}

/** Directives on which a supergraph depends, and which graphql-js does not compare. */
const effects = {
  key: { removed: "breaking" },
  shareable: { removed: "breaking" },
  tag: { removed: "breaking" },
  inaccessible: { added: "breaking" },
  external: { added: "breaking" },
  authenticated: { added: "dangerous", removed: "dangerous" },
  requiresScopes: { added: "dangerous", removed: "dangerous" },
  policy: { added: "dangerous", removed: "dangerous" },
  link: { added: "dangerous", removed: "dangerous" },
};

/** A directive as text, so that two ways to write the same thing are equal. */
function textOf(directive) {
  const written = directive.arguments.filter(
    ({ name, value }) => !(name.value === "resolvable" && value.value === true),
  );
  const normalized = visit(
    { ...directive, arguments: written },
    {
      StringValue: (node) => ({
        ...node,
        block: false,
        value: node.value.replaceAll(/\s+/g, " ").trim(),
      }),
    },
  );
  return print(normalized);
}

const inherited = new Set(["shareable", "inaccessible", "external"]);

/** The directives at each coordinate; a field also has those of its type that hold for every field. */
function directivesOf(document) {
  const found = new Map();
  const add = (coordinate, directives) => {
    const known = found.get(coordinate) ?? new Set();
    for (const directive of directives ?? []) {
      if (directive.name.value in effects) known.add(textOf(directive));
    }
    found.set(coordinate, known);
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const type = definition.name?.value ?? "schema";
    add(type, definition.directives);
    const forFields = (definition.directives ?? []).filter(({ name }) => inherited.has(name.value));
    for (const member of [...(definition.fields ?? []), ...(definition.values ?? [])]) {
      const coordinate = `${type}.${member.name.value}`;
      add(coordinate, [...forFields, ...member.directives]);
      for (const argument of member.arguments ?? []) {
        add(`${coordinate}(${argument.name.value}:)`, argument.directives);
      }
    }
  }
  return found;
}

/** Changes of directives at coordinates that both have: what is gone altogether, graphql-js tells. */
function findDirectiveChanges(released, current) {
  const after = directivesOf(current);
  const changes = [];
  for (const [coordinate, before] of directivesOf(released)) {
    const now = after.get(coordinate);
    if (now === undefined) continue;
    const tell = (how, texts) => {
      for (const text of texts) {
        const level = effects[/^@(\w+)/.exec(text)[1]][how];
        const name = `${coordinate} ${text}`;
        if (level !== undefined) changes.push({ level, name, sentence: `${text} was ${how}.` });
      }
    };
    tell(
      "removed",
      [...before].filter((text) => !now.has(text)),
    );
    tell(
      "added",
      [...now].filter((text) => !before.has(text)),
    );
  }
  return changes;
}

function findChanges(released, current) {
  const schemas = [released, current].map((document) =>
    // Not as a subgraph: the definitions that federation adds are no promise of ours.
    buildASTSchema(document, { assumeValidSDL: true }),
  );
  return [
    ...findBreakingChanges(...schemas).map((change) => ({
      level: "breaking",
      name: coordinateOf(change),
      sentence: change.description,
    })),
    ...findDangerousChanges(...schemas).map(({ description }) => ({
      level: "dangerous",
      name: null,
      sentence: description,
    })),
    ...findDirectiveChanges(released, current),
  ];
}

/** What stands in backticks under "Breaking" in the part of what is unreleased. */
function namedIn(changelog) {
  const [, unreleased = ""] = /^## Unreleased$(.*?)(?=^## |(?![^]))/ms.exec(changelog) ?? [];
  const parts = unreleased.split(/^#+ /m).filter((part) => /^Breaking\b/.test(part));
  return new Set(parts.flatMap((part) => [...part.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));
}

const [released, current] = [files.released, files.schema].map((file) =>
  parse(readFileSync(file, "utf8")),
);
const named = namedIn(readFileSync(files.changelog, "utf8"));
const changes = findChanges(released, current);

for (const { name, sentence } of changes.filter(({ level }) => level === "dangerous")) {
  console.log(`note: ${name === null ? "" : `${name}: `}${sentence}`);
}
const breaking = changes.filter(({ level }) => level === "breaking");
for (const { name, sentence } of breaking.filter(({ name }) => named.has(name))) {
  console.log(`named: \`${name}\`: ${sentence}`);
}
const unnamed = breaking.filter(({ name }) => !named.has(name));
for (const { name, sentence } of unnamed) {
  console.error(
    `breaking, and not named in ${files.changelog} (Unreleased, Breaking): \`${name}\`: ${sentence}`,
  );
}
process.exitCode = unnamed.length === 0 ? 0 : 1;
