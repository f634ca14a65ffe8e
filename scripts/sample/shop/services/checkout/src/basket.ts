export interface Line {
  readonly sku: string;
  readonly quantity: number;
  /** In cents, with VAT. */
  readonly price: number;
}

export interface Basket {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly vouchers: readonly string[];
  readonly country: string;
}

/** What the lines cost, in cents, before vouchers and shipping. */
export function subtotal(basket: Basket): number {
  return basket.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
}

/** The basket of a visitor who signs in: both baskets count, the newer quantity of a product wins. */
export function mergeBaskets(anonymous: Basket, known: Basket): Basket {
  const lines = new Map(known.lines.map((line) => [line.sku, line]));
  for (const line of anonymous.lines) lines.set(line.sku, line);
  return { ...known, lines: [...lines.values()], vouchers: [...new Set([...known.vouchers, ...anonymous.vouchers])] };
}
