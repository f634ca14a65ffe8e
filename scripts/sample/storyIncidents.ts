import type { StoryTicket } from './story.ts';

/** What broke for customers in the week: the first ones are open. */
export const incidents: readonly StoryTicket[] = [
  {
    name: 'card-502',
    kind: 'incident',
    service: 'checkout',
    title: 'Card payments fail with 502 for about one customer in five',
    body: `The till and the web shop both see it. Customers get "Your bank did not answer" and try again; most second tries go through.

- began at the same minute as the provider's maintenance window
- \`POST /v2/authorisations\` answers after 7.9 s or not at all, see \`services/checkout/src/payment.ts:19\`
- invoice and voucher payments are fine

Runbook: \`docs/runbooks/payment-provider-down.md\``,
    impact: 1,
    urgency: 1,
    at: '2h10m',
    by: 'ben',
    happenings: [
      { at: '2h6m', by: 'ada', does: 'pickUp' },
      { at: '2h1m', by: 'ada', does: 'declareMajor' },
      {
        at: '1h58m',
        by: 'ada',
        does: 'note',
        text: 'Called the provider (contract HS-2201). They see it on their side: one of two regions, their number is **SL-48813**.',
      },
      {
        at: '1h49m',
        by: 'ada',
        does: 'reply',
        text: 'Card payments fail for some customers at the moment. Nobody is charged twice, and baskets are kept. Next news at the full hour.',
      },
      {
        at: '1h20m',
        by: 'ben',
        does: 'note',
        text: 'Banner `payments-degraded` is up. Error rate 21 % → 14 % since they moved traffic.',
      },
      {
        at: '35m',
        by: 'ada',
        does: 'note',
        text: 'Down to 6 %. The provider wants 30 quiet minutes before they call it over. I stay on it; somebody please take the alerts.',
      },
    ],
  },
  {
    name: 'voucher-twice',
    kind: 'incident',
    service: 'checkout',
    title: 'Voucher SAIL10 is taken off twice when it is typed in small letters',
    body: `Order 51377: 10 % off for \`SAIL10\` and once more for \`sail10\`. The set of vouchers keeps both spellings.

To see it: put anything into the basket, type \`SAIL10\`, then \`sail10\`.

I think it is \`services/checkout/src/vouchers.ts:13\`: the lookup ignores case, the set in \`basket.ts\` does not. 14 orders since Monday, about 160 €.`,
    impact: 2,
    urgency: 1,
    at: '25m',
    by: 'ben',
    happenings: [
      {
        at: '22m',
        by: 'ben',
        does: 'note',
        text: 'Not switched off: the campaign runs until Sunday. If nobody gets to it today I take the code out of the newsletter.',
      },
    ],
  },
  {
    name: 'stock-zero',
    kind: 'incident',
    service: 'catalogue',
    title: 'Stock of all anchors shows 0 after the night import',
    body: `Since 03:30 no anchor can be bought; the warehouse has 212 of them. Other groups look right.

\`select * from import_runs order by started_at desc limit 1;\` says 4,118 lines, 37 skipped: exactly the anchors. Their new article numbers have a space at the end.`,
    impact: 2,
    urgency: 1,
    at: '-1 08:10',
    by: 'ada',
    happenings: [
      { at: '-1 08:25', by: 'you', does: 'pickUp' },
      {
        at: '-1 08:55',
        by: 'you',
        does: 'note',
        text: 'Counted the 37 anchors by hand from the warehouse list and entered them: they can be bought again. The import would zero them tonight, so this stays open.',
      },
      {
        at: '-1 13:30',
        by: 'ada',
        does: 'reply',
        text: 'The warehouse partner trims the numbers from their next release on, on Thursday. Until then we do it.',
      },
    ],
  },
  {
    name: 'pictures-slow',
    kind: 'incident',
    service: 'web',
    title: 'Product pictures take 6 seconds in Norway and northern Sweden',
    body: 'Three customers wrote, all north of Trondheim. From Helsinki a picture takes 0.3 s. The CDN serves them from Frankfurt instead of Stockholm since the weekend.',
    impact: 2,
    urgency: 2,
    at: '-2 11:05',
    by: 'ada',
    happenings: [
      { at: '-2 13:10', by: 'ben', does: 'pickUp' },
      {
        at: '-2 13:40',
        by: 'ben',
        does: 'note',
        text: 'Their support confirms the routing, no date. Smaller pictures help everybody in the meantime.',
      },
      {
        at: '-1 16:45',
        by: 'ben',
        does: 'reply',
        text: 'Pictures are a third of the size from today. The route is still the long one; we stay at it with the CDN.',
      },
    ],
  },
  {
    name: 'split-refund',
    kind: 'incident',
    service: 'checkout',
    title: 'Refund of an order paid by voucher and card fails',
    body: `Refunds of orders with two payments end with "amount exceeds payment". Support does them by hand, five so far.

\`\`\`
Error: refund 8900 > payment 2500 (voucher)
    at splitRefund (services/checkout/src/refund.ts:11:7)
\`\`\``,
    impact: 2,
    urgency: 2,
    at: '-6 15:10',
    by: 'ada',
    happenings: [
      { at: '-5 08:50', by: 'you', does: 'pickUp' },
      {
        at: '-5 11:20',
        by: 'you',
        does: 'note',
        text: 'The order of the payments was wrong; fixed. Left to do: the five manual ones must not be refunded again by tonight’s run. Waiting for their list.',
      },
      { at: '-5 11:25', by: 'you', does: 'move', step: 'hold', reason: 'Requester' },
    ],
  },
  {
    name: 'norway-labels',
    kind: 'incident',
    service: 'checkout',
    title: 'Carrier refuses parcel labels for Svalbard',
    body: 'The label service answers `422 unknown postcode` for 9170 and 9171. Eight parcels wait in the warehouse.',
    impact: 3,
    urgency: 2,
    at: '-4 10:30',
    by: 'ben',
    happenings: [
      { at: '-4 10:45', by: 'ben', does: 'pickUp' },
      {
        at: '-4 11:30',
        by: 'ben',
        does: 'note',
        text: 'Carrier ticket 77120. Their postcode table is from 2019; they load the new one "this week". Parcels go by post office in the meantime.',
      },
      { at: '-4 11:32', by: 'ben', does: 'move', step: 'hold', reason: 'Supplier' },
    ],
  },
  {
    name: 'shackle-search',
    kind: 'incident',
    service: 'catalogue',
    title: 'Search for "shackle 8 mm" finds nothing, "shackle 8mm" finds 31',
    body: 'The index has sizes without the space. `searchTerms` in `services/catalogue/src/search.ts:2` should join a number and its unit.\n\nAlso seen with "rope 12 m" and "battery 5 kg". About 300 such searches a day end with no result.',
    impact: 2,
    urgency: 2,
    at: '5h20m',
    by: 'ada',
  },
  {
    name: 'confirmation-total',
    kind: 'incident',
    service: 'checkout',
    title: 'Order confirmation shows the total without shipping',
    body: 'The mail says 48.00 €, the invoice 54.90 €. Two customers asked what the 6.90 € are. Only orders with a pick-up address that differs from the billing address.',
    impact: 2,
    urgency: 3,
    at: '-1 10:05',
    by: 'ben',
    happenings: [{ at: '-1 10:20', by: 'ada', does: 'move', step: 'acknowledge' }],
  },
  {
    name: 'pool-dry',
    kind: 'incident',
    service: 'checkout',
    title: 'Checkout is down: no database connection left',
    body: 'All four instances answer `503 pool exhausted` since the sale began at 09:00.',
    impact: 1,
    urgency: 1,
    at: '-3 09:04',
    by: 'monitoring',
    happenings: [
      { at: '-3 09:07', by: 'ada', does: 'pickUp' },
      { at: '-3 09:09', by: 'ada', does: 'declareMajor' },
      {
        at: '-3 09:15',
        by: 'ada',
        does: 'reply',
        text: 'The shop takes no orders at the moment. We know why and are at it; baskets are kept.',
      },
      {
        at: '-3 09:33',
        by: 'ada',
        does: 'note',
        text: 'Shorter time-out deployed: connections come back, 60 % of requests go through.',
      },
      { at: '-3 10:35', by: 'ben', does: 'note', text: 'Pool of 30 is live on all four, 11 in use at the peak.' },
      { at: '-3 10:50', by: 'ada', does: 'move', step: 'resolve' },
      {
        at: '-3 10:52',
        by: 'ada',
        does: 'reply',
        text: 'Orders work again since 10:30. 41 minutes of the sale were lost; a problem record looks into the cause.',
      },
      { at: '-1 09:00', by: 'ada', does: 'move', step: 'close' },
    ],
  },
  {
    name: 'charged-twice',
    kind: 'incident',
    service: 'checkout',
    title: 'Two customers were charged twice after a time-out',
    body: 'Orders 50981 and 50994. Our retry reached the provider as a new payment. Support has refunded both.',
    impact: 2,
    urgency: 1,
    at: '-3 15:20',
    by: 'ada',
    happenings: [
      { at: '-3 15:45', by: 'ben', does: 'pickUp' },
      {
        at: '-2 10:15',
        by: 'ben',
        does: 'note',
        text: 'Every authorisation carries the order as idempotency key now. Tried with the provider’s test card "slow-4000": one charge.',
      },
      { at: '-2 10:30', by: 'ben', does: 'move', step: 'resolve' },
    ],
  },
  {
    name: 'basket-empty',
    kind: 'incident',
    service: 'web',
    title: 'Basket is empty after signing in',
    body: 'Everybody who fills a basket first and signs in then. Support hears it ten times a day since the new sign-in page.',
    impact: 1,
    urgency: 2,
    at: '-6 10:55',
    by: 'ada',
    happenings: [
      { at: '-6 11:10', by: 'you', does: 'pickUp' },
      {
        at: '-6 14:10',
        by: 'you',
        does: 'note',
        text: 'Half of it: vouchers are kept. The rest is the cookie, which does not come back from the sign-in page.',
      },
      { at: '-6 16:40', by: 'you', does: 'move', step: 'resolve' },
      { at: '-5 09:05', by: 'ada', does: 'reply', text: 'No new reports since yesterday evening. Thank you!' },
      { at: '-5 09:06', by: 'ada', does: 'move', step: 'close' },
    ],
  },
  {
    name: 'old-vouchers',
    kind: 'incident',
    service: 'checkout',
    title: 'Vouchers of the summer campaign still work',
    body: 'JUNE20 ended on 30 June and was used 9 times last weekend.',
    impact: 2,
    urgency: 2,
    at: '-7 16:05',
    by: 'ada',
    happenings: [
      { at: '-7 16:40', by: 'ben', does: 'pickUp' },
      { at: '-6 09:20', by: 'ben', does: 'move', step: 'resolve' },
      { at: '-4 09:00', by: 'ben', does: 'move', step: 'close' },
    ],
  },
];
