import { isGone } from '../resource-failure.ts'

/** What is found, or undefined where AWS says that it is not there. */
export async function found<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
