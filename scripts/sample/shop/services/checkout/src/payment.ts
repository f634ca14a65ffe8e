/** What the payment provider said, as the rest of checkout needs to know it. */
export type PaymentOutcome = 'authorised' | 'refused' | 'unreachable';

interface PaymentRequest {
  readonly order: string;
  /** In cents. */
  readonly amount: number;
  readonly card: string;
}

const provider = 'https://api.sealink-pay.example/v2/authorisations';
const timeout = 8000;

/** Asks the provider once. A time-out is not a refusal: the customer may try again with the same card. */
export async function authorise(request: PaymentRequest): Promise<PaymentOutcome> {
  const response = await send(request).catch(() => undefined);
  if (response === undefined || response.status >= 500) return 'unreachable';
  return response.ok ? 'authorised' : 'refused';
}

async function send(request: PaymentRequest): Promise<Response> {
  return fetch(provider, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': request.order },
    body: JSON.stringify({ reference: request.order, amount: request.amount, source: request.card }),
    signal: AbortSignal.timeout(timeout),
  });
}
