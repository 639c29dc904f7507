import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type SubmitEvent, useEffect, useState } from "react";
import type { UserStatus } from "../generated/graphql.js";
import { statusTextOf } from "../status.js";
import { fieldLabels, type Search, type SearchField } from "./search.js";

interface SearchFormProps {
  readonly search: Search;
  /** Whether the reader may not see contact data, and so may not search in it. */
  readonly hidesContact: boolean;
  readonly onSearch: (search: Search) => void;
}

/** So long after the last key a search by a beginning is made. */
const pauseMs = 300;

const contactFree: readonly SearchField[] = ["username"];
const everyField = Object.keys(fieldLabels) as SearchField[];

const statusChoices = [
  { value: "", label: "Every status" },
  ...(["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"] as const).map(choice),
  ...(["UNCONFIRMED", "EXTERNAL_PROVIDER", "COMPROMISED"] as const).map(choice),
  { value: "DISABLED", label: "Disabled" },
];

function choice(status: UserStatus) {
  return { value: status, label: statusTextOf(status).label };
}

/** Searches by a beginning while somebody types; by what may stand anywhere, which reads the pool, when they ask for it. */
export function SearchForm({ search, hidesContact, onSearch }: SearchFormProps) {
  const [text, setText] = useTypedText(search, onSearch);
  const { by, status } = search;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSearch({ ...search, text: text.trim() });
  };
  const fields = hidesContact ? contactFree : everyField;
  return (
    <form role="search" aria-label="Users" className="search" onSubmit={submit}>
      <NativeSelect
        label="Search by"
        value={by}
        data={fields.map((value) => ({ value, label: fieldLabels[value] }))}
        onChange={({ currentTarget: { value } }) => {
          onSearch({ ...search, text: text.trim(), by: value as SearchField });
        }}
      />
      <TextInput
        label={by === "anywhere" ? "Contains" : "Begins with"}
        type="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
        }}
      />
      <NativeSelect
        label="Status"
        value={status}
        data={statusChoices}
        onChange={({ currentTarget: { value } }) => {
          onSearch({ ...search, text: text.trim(), status: value as Search["status"] });
        }}
      />
      <Button type="submit" variant="default">
        Search
      </Button>
    </form>
  );
}

/** The text as it is typed; a search by a beginning follows it by itself. */
function useTypedText(search: Search, onSearch: (search: Search) => void) {
  const [text, setText] = useState(search.text);
  useEffect(() => {
    if (text === search.text || search.by === "anywhere") return undefined;
    const timer = setTimeout(() => {
      onSearch({ ...search, text });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, search, onSearch]);
  return [text, setText] as const;
}
