import { DeskError } from '../domain/errors.ts';

/**
 * Whether a write may have had its effect although its request failed, as `transportFailure` has it. A read decides; repeating it blindly
 * could do it twice.
 */
export function mayBeDone(error: unknown): error is DeskError {
  return DeskError.is(error, 'timeout', 'unavailable', 'invalidResponse');
}
