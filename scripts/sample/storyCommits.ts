import type { StoryCommit } from './story.ts';

const checkout = 'services/checkout/src';
const catalogue = 'services/catalogue';

/** A week of commits to the shop, the oldest first. Whatever no later commit adds comes with the first one. */
export const commits: readonly StoryCommit[] = [
  {
    at: '-7 08:40',
    by: 'ben',
    message: 'Move the three services of the shop into one repository',
  },
  {
    at: '-7 11:05',
    by: 'ada',
    message: 'Send the basket cookie over HTTP only where there is no HTTPS, for the till in the harbour office',
    edits: [{ file: 'web/src/session.ts', from: "...['Secure']", to: "...(secure ? ['Secure'] : [])" }],
  },
  {
    at: '-7 15:30',
    by: 'you',
    message: 'Keep the operations tickets of the three services in this repository',
    adds: ['.footbridge.yml'],
  },
  {
    at: '-6 09:12',
    by: 'ben',
    message: 'Vouchers end when they say they end\n\nFixes: {old-vouchers}',
    edits: [
      {
        file: `${checkout}/vouchers.ts`,
        from: 'if (voucher !== undefined) off',
        to: 'if (voucher !== undefined && voucher.endsAt > now) off',
      },
    ],
  },
  {
    at: '-6 10:48',
    by: 'ben',
    message: 'Alerts as code: what was clicked together in the monitoring, reviewed\n\nTask: {alerts-as-code}',
    adds: ['deploy/alerts.yaml'],
  },
  {
    at: '-6 14:02',
    by: 'you',
    message:
      'Keep the vouchers of a visitor who signs in\n\nThe basket of the account won, and with it went what was typed before.\n\nIncident: {basket-empty}',
    edits: [
      {
        file: `${checkout}/basket.ts`,
        from: 'vouchers: known.vouchers }',
        to: 'vouchers: [...new Set([...known.vouchers, ...anonymous.vouchers])] }',
      },
    ],
  },
  {
    at: '-6 16:20',
    by: 'you',
    message:
      'Send the basket cookie on the way back from the sign-in page\n\nSameSite=Strict kept it back on the first request after the redirect, so the basket looked empty.\n\nFixes: {basket-empty}',
    edits: [{ file: 'web/src/session.ts', from: 'SameSite=Strict', to: 'SameSite=Lax' }],
  },
  {
    at: '-5 09:35',
    by: 'ben',
    message: 'Warn ten days before a certificate ends\n\nTask: {alerts-as-code}',
    edits: [
      {
        file: 'deploy/alerts.yaml',
        from: '',
        to: `      - alert: CertificateExpiresSoon
        expr: probe_ssl_earliest_cert_expiry - time() < 10 * 24 * 3600
        labels: { severity: warning }
`,
      },
    ],
  },
  {
    at: '-5 11:14',
    by: 'you',
    message: 'Refund the latest payment first, as our terms of sale promise\n\nIncident: {split-refund}',
    edits: [{ file: `${checkout}/refund.ts`, from: 'of payments)', to: 'of payments.toReversed())' }],
  },
  {
    at: '-5 13:50',
    by: 'ada',
    message: 'Never show less than nothing in stock\n\nFixes: {minus-three}',
    edits: [
      {
        file: `${catalogue}/src/stock.ts`,
        from: 'return counted - reserved;',
        to: 'return Math.max(0, counted - reserved);',
      },
    ],
  },
  {
    at: '-4 09:58',
    by: 'ben',
    message: 'Show 24 results a page: 48 pictures were more than a phone wants\n\nFixes: {search-slow}',
    edits: [{ file: `${catalogue}/src/search.ts`, from: 'perPage = 48', to: 'perPage = 24' }],
  },
  {
    at: '-4 13:25',
    by: 'ben',
    message: 'Restore rehearsal: 38 minutes, and catalogue goes first\n\nFixes: {restore-test}',
    edits: [
      { file: 'docs/runbooks/restore-database.md', from: 'took 52 minutes', to: 'took 38 minutes' },
      {
        file: 'docs/runbooks/restore-database.md',
        from: 'one service at a time.',
        to: 'one service at a time, catalogue first.',
      },
    ],
  },
  {
    at: '-4 15:41',
    by: 'you',
    message: 'A banner for days on which payments are slow\n\nRequest: {degraded-banner}',
    adds: ['web/src/banner.ts'],
  },
  {
    at: '-3 09:31',
    by: 'ada',
    message:
      'Wait 8 seconds for the payment provider, not 20\n\nEach waiting payment holds a database connection; at the start of the sale they held them all.\n\nIncident: {pool-dry}',
    edits: [
      { file: `${checkout}/payment.ts`, from: 'timeout = 20_000', to: 'timeout = 8000' },
      { file: 'deploy/checkout.yaml', from: "PAYMENT_TIMEOUT_MS: '20000'", to: "PAYMENT_TIMEOUT_MS: '8000'" },
    ],
  },
  {
    at: '-3 10:26',
    by: 'ben',
    message: 'Raise the database pool of checkout from 10 to 30\n\nFixes: {pool-change}\nIncident: {pool-dry}',
    edits: [
      { file: 'deploy/checkout.yaml', from: "DATABASE_POOL: '10'", to: "DATABASE_POOL: '30'" },
      { file: 'deploy/checkout.yaml', from: 'checkout:2026.47.1', to: 'checkout:2026.47.2' },
    ],
  },
  {
    at: '-3 11:40',
    by: 'ada',
    message: 'Raise the pool of catalogue too, within what the database takes\n\nChange: {pool-change}',
    edits: [{ file: 'deploy/catalogue.yaml', from: "DATABASE_POOL: '10'", to: "DATABASE_POOL: '15'" }],
  },
  {
    at: '-3 16:05',
    by: 'ada',
    message: 'Runbook: why the payment time-out must not grow\n\nProblem: {pool-problem}',
    edits: [
      {
        file: 'docs/runbooks/payment-provider-down.md',
        from: '3. Call them',
        to: '3. Do not raise `PAYMENT_TIMEOUT_MS` above 8000: every waiting payment holds a database connection.\n4. Call them',
      },
      { file: 'docs/runbooks/payment-provider-down.md', from: '4. When it is over', to: '5. When it is over' },
    ],
  },
  {
    at: '-2 10:08',
    by: 'ben',
    message: 'Name each authorisation by its order, so that the provider takes it once\n\nFixes: {charged-twice}',
    edits: [
      {
        file: `${checkout}/payment.ts`,
        from: "headers: { 'content-type': 'application/json' }",
        to: "headers: { 'content-type': 'application/json', 'idempotency-key': request.order }",
      },
    ],
  },
  {
    at: '-2 11:32',
    by: 'ada',
    message: 'Keep a row for each night import\n\nProblem: {import-problem}',
    adds: [`${catalogue}/migrations/0003_import_runs.sql`],
  },
  {
    at: '-2 14:47',
    by: 'ada',
    message: 'Warn when the night import brought nothing\n\nProblem: {import-problem}',
    edits: [
      {
        file: 'deploy/alerts.yaml',
        from: '',
        to: `      - alert: ImportBroughtNothing
        expr: time() - catalogue_import_last_success_seconds > 28 * 3600
        labels: { severity: warning }
`,
      },
    ],
  },
  {
    at: '-2 15:55',
    by: 'you',
    message:
      'A count made in the shop survives an older import\n\nThe warehouse writes its file at 02:00 and we read it at 03:30.\n\nProblem: {import-problem}',
    edits: [
      {
        file: `${catalogue}/src/stock.ts`,
        from: `    counts.set(count.sku, count);
`,
        to: `    const before = counts.get(count.sku);
    if (before === undefined || before.countedAt < count.countedAt) counts.set(count.sku, count);
`,
      },
    ],
  },
  {
    at: '-1 09:26',
    by: 'ada',
    message: 'A payment that timed out is not refused\n\nFixes: {timeouts-problem}',
    edits: [
      {
        file: `${checkout}/payment.ts`,
        from: `if (response === undefined) return 'refused';`,
        to: `if (response === undefined || response.status >= 500) return 'unreachable';`,
      },
      {
        file: `${checkout}/payment.ts`,
        from: `'authorised' | 'refused';`,
        to: `'authorised' | 'refused' | 'unreachable';`,
      },
    ],
  },
  {
    at: '-1 10:40',
    by: 'ben',
    message: 'Deploy checkout 2026.47.3',
    edits: [{ file: 'deploy/checkout.yaml', from: 'checkout:2026.47.2', to: 'checkout:2026.47.3' }],
  },
  {
    at: '-1 14:15',
    by: 'you',
    message: 'Runbook: three ways in which the stock can be wrong\n\nIncident: {stock-zero}',
    adds: ['docs/runbooks/stock-is-wrong.md'],
  },
  {
    at: '-1 16:30',
    by: 'ben',
    message: 'Product pictures as AVIF: a third of the bytes\n\nIncident: {pictures-slow}',
    edits: [{ file: 'web/src/productPage.ts', from: '-640.jpg', to: '-640.avif' }],
  },
];
