/** Whether two values of JSON say the same; the order of an object's keys says nothing. */
export type Plain = Readonly<Record<string, unknown>>

export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (Array.isArray(one)) return one.length === (other as unknown[]).length && one.every((value, index) => isSame(value, (other as unknown[])[index]))
  return isSameObject(one as Plain, other as Plain)
}

function isSameObject(one: Plain, other: Plain): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]))
}
