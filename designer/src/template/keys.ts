/** Reading and writing a key of an element by its path, such as `style.size`; nothing changes in place. */

type Keys = Readonly<Record<string, unknown>>

const isKeys = (value: unknown): value is Keys => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value under a path; `undefined` when there is none. */
export function readKey(from: object, path: string): unknown {
  let value: unknown = from
  for (const step of path.split('.')) value = isKeys(value) ? value[step] : undefined
  return value
}

/**
 * The same with another value under a path; `undefined` takes the key away, and a parent that
 * became empty with it. The very same object comes back where nothing changes.
 */
export function withKey<Whole extends object>(whole: Whole, path: string, value: unknown): Whole {
  const [step = '', ...rest] = path.split('.')
  const keys = whole as Keys
  const given = keys[step]
  const wanted = rest.length ? inner(given, rest.join('.'), value) : value
  if (isSame(given, wanted)) return whole
  const { [step]: _, ...others } = keys
  return (wanted === undefined ? others : { ...keys, [step]: wanted }) as Whole
}

function inner(given: unknown, path: string, value: unknown): unknown {
  const before = isKeys(given) ? given : {}
  const after = withKey(before, path, value)
  return Object.keys(after).length ? after : undefined
}

/** Whether two values of a template say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((entry, index) => isSame(entry, other[index]))
  if (!isKeys(one) || !isKeys(other)) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]))
}
