import type { MiddlewareHandler } from 'hono'
import { AppError } from '../errors.ts'
import type { AccessEnv } from './sign-in.ts'

/** For details that are not everybody's who may look. */
export const adminsOnly: MiddlewareHandler<AccessEnv> = async (c, next) => {
  if (c.var.session.viewer.role !== 'admin') {
    throw new AppError('forbidden', 'This is for the admins of this Waybill.')
  }
  await next()
}
