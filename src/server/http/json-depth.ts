/** Whether objects and lists of a JSON text stand inside each other more often than this; reads it once, and parses nothing. */
export function isDeeperThan(maximum: number, text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (isInText) {
      // Whatever follows a backslash does not end the text.
      if (character === "\\") place += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > maximum) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}
