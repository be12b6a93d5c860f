/** What is asked about an input itself: its words, type, help, whether it must be answered. */
import type { Editor } from '../../editor/editor.svelte'
import { changeInput, isOwn, withType } from '../../template/inputs'
import { withKey } from '../../template/keys'
import type { Input } from '../../template/types'
import type { FormDataItem } from '../catalogue.svelte'
import { TYPE_WORDS } from '../items'
import { question, type Asked } from '../questions'
import { prefillsFor } from './prefills'

const OWN_TYPES = ['text', 'longText', 'date', 'choice', 'choices', 'number', 'boolean']
const LABEL = question('label', '画面での呼び方', 'text', { maximum: 100 })
const HELP = question('help', '答え方の説明', 'longText', { maximum: 500 })
const CONDITION = 'condition'
const REQUIRED = question('required', '必ず答えますか', 'choice', {
  choices: [
    { value: true, label: '必ず答える' },
    { value: null, label: '答えなくてもよい' },
    { value: CONDITION, label: '条件のときだけ必ず答える' },
  ],
})

const choicesOf = (known: readonly { source: string; label: string }[], standing: string | undefined): { value: string | null; label: string }[] => [
  { value: null, label: '入れない' },
  ...known.map(({ source, label }) => ({ value: source, label })),
  ...(standing && !known.some(({ source }) => source === standing) ? [{ value: standing, label: 'ほかの値' }] : []),
]

/** `want` is told whether a condition is wanted, before there is one. */
export function inputQuestions(editor: Editor, input: Input, item: FormDataItem | undefined, isConditional: boolean, want: (wanted: boolean) => void): Asked[] {
  const apply = (words: string, change: (before: Input) => Input, merge = ''): void => editor.apply(words, changeInput(input.key, change), merge)
  const plain = (property: Asked['property']): Asked => ({
    property,
    value: input[property.key],
    change: (value, merge = false) => {
      if (property.key === 'label' && !value) return // what is being typed waits for its first letter
      apply(property.question, (before) => withKey<Input>(before, property.key, value), merge ? `${input.key} ${property.key}` : '')
    },
  })
  const types = isOwn(input) ? OWN_TYPES : item?.type === 'text' ? ['text', 'longText'] : [input.type]
  return [
    { ...plain(LABEL), mustAnswer: true },
    {
      property: question('type', '答えの種類', 'choice', { choices: types.map((type) => ({ value: type, label: TYPE_WORDS[type] ?? type })) }),
      value: input.type,
      mustAnswer: true,
      change: (value) => apply('答えの種類', (before) => withType(before, String(value))),
    },
    plain(HELP),
    {
      property: REQUIRED,
      value: isConditional ? CONDITION : input.required === true ? true : undefined,
      mustAnswer: true,
      change: (value) => {
        want(value === CONDITION)
        apply('必ず答えるか', (before) => withKey<Input>(before, 'required', value === true ? true : undefined))
      },
    },
    plain(question('prefill', 'はじめから入れておく値', 'choice', { choices: choicesOf(prefillsFor(input.key), input.prefill) })),
  ]
}
