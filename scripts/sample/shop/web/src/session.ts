/** How long a visitor's basket lives without a visit. */
const basketDays = 30;

/** The cookie that names a visitor's basket. */
export function basketCookie(basket: string, secure: boolean): string {
  const parts = [`basket=${basket}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${basketDays * 24 * 60 * 60}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}
