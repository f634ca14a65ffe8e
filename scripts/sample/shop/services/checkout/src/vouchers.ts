import { subtotal, type Basket } from './basket.ts';

interface Voucher {
  readonly code: string;
  readonly percent: number;
  readonly endsAt: Date;
}

/** Cents off for the vouchers of a basket. Each page view calls it, so it must not remember anything. */
export function discount(basket: Basket, vouchers: readonly Voucher[], now: Date): number {
  let off = 0;
  for (const code of basket.vouchers) {
    const voucher = vouchers.find((candidate) => candidate.code === code.toUpperCase());
    if (voucher !== undefined && voucher.endsAt > now) off += Math.round((subtotal(basket) * voucher.percent) / 100);
  }
  return Math.min(off, subtotal(basket));
}
