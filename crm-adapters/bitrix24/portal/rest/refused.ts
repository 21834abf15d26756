/** Refusals as they stand in answers. */
import type { Context } from 'hono'
import type { Failure } from '../faults.ts'
import { RestError } from './method.ts'

export const failures: Record<Failure, () => RestError> = {
  QUERY_LIMIT_EXCEEDED: () => new RestError('QUERY_LIMIT_EXCEEDED', 'Too many requests', 503),
  OPERATION_TIME_LIMIT: () =>
    new RestError('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', 429),
  OVERLOAD_LIMIT: () => new RestError('OVERLOAD_LIMIT', 'REST API is blocked due to overload.', 503),
  expired_token: () => new RestError('expired_token', 'The access token provided has expired.', 401),
  insufficient_scope: () =>
    new RestError(
      'insufficient_scope',
      'The request requires higher privileges than provided by the access token',
      403,
    ),
  ERROR_METHOD_NOT_FOUND: () => new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404),
  user_access_error: () =>
    new RestError('user_access_error', 'The user does not have access to the application.', 403),
  INTERNAL_SERVER_ERROR: () => new RestError('INTERNAL_SERVER_ERROR', 'Internal server error', 500),
}

export function failed(c: Context, failure: Failure) {
  return refused(c, failures[failure]())
}

export function refused(c: Context, error: RestError) {
  return c.json(error.body, error.status)
}
