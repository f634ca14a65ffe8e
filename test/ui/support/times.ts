/** How long an extension and its views may take to start on a machine that does much else. */
export const start = { timeout: 90_000 };
