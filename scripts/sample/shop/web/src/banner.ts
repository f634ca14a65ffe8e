const banners: Readonly<Record<string, string>> = {
  'payments-degraded': 'Card payments take longer than usual. Your basket is safe; please try again in a few minutes.',
  'warehouse-closed': 'Our warehouse is closed until Monday. Orders of today leave on Monday morning.',
};

/** The sentence above every page; undefined on an ordinary day. */
export function bannerFor(flags: ReadonlySet<string>): string | undefined {
  return Object.keys(banners)
    .filter((flag) => flags.has(flag))
    .map((flag) => banners[flag])
    .at(0);
}
