/** What is known of a list that is shown in part. */
interface ListFacts {
  readonly pageInfo: { readonly hasNextPage: boolean };
  /** Of all pages that are shown. */
  readonly scanned: number;
  /** Of the last page. */
  readonly complete: boolean;
}

/** What to say below a list of so many users, and whether to offer to go on. There is no total to tell. */
export function footOf({ pageInfo, scanned, complete }: ListFacts, shown: number) {
  const found = shown === 0 ? "Nobody found" : `${shown} found`;
  if (!pageInfo.hasNextPage) return { text: `${found}. That is all.`, mayGoOn: false };
  if (complete) return { text: `The first ${shown} are shown.`, mayGoOn: true };
  return { text: `${found}: the first ${scanned} users were searched.`, mayGoOn: true };
}
