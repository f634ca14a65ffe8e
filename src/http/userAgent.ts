/**
 * How Footbridge names itself to servers; a test keeps it equal to the version in package.json.
 * It must not contain "Mozilla": Request Tracker answers a browser with a login page instead of a 401.
 */
export const userAgent = 'footbridge/0.1.0';
