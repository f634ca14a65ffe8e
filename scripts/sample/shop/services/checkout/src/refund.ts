interface Payment {
  readonly method: 'card' | 'voucher' | 'invoice';
  /** In cents. */
  readonly amount: number;
}

/** Splits a refund over the payments of an order, the latest payment first, as our terms of sale promise. */
export function splitRefund(amount: number, payments: readonly Payment[]): Payment[] {
  let rest = amount;
  const parts: Payment[] = [];
  for (const payment of payments.toReversed()) {
    const part = Math.min(rest, payment.amount);
    if (part > 0) parts.push({ method: payment.method, amount: part });
    rest -= part;
  }
  return parts;
}
