/** Where an answer may be known from before it is asked (自動で入れる値), as the counter's case names it. */
export interface Prefill {
  source: string
  label: string
  /** Only for the items of each person. */
  isPersonal?: boolean
}

export const PREFILLS: readonly Prefill[] = [
  { source: 'case.accepted_on', label: '受付日' },
  { source: 'change.changed_on', label: '異動日' },
  { source: 'notifier.name', label: '届出人の氏名' },
  { source: 'resident.address', label: '住民票の住所' },
  { source: 'case.new_address', label: '新しい住所' },
  { source: 'case.previous_address', label: 'これまでの住所' },
  { source: 'household.head_name', label: '世帯主の氏名' },
  { source: 'insurance.date', label: '保険の資格が変わる日' },
  { source: 'person.name', label: 'その人の氏名', isPersonal: true },
  { source: 'person.furigana', label: 'その人のフリガナ', isPersonal: true },
  { source: 'person.birth_date', label: 'その人の生年月日', isPersonal: true },
  { source: 'person.sex', label: 'その人の性別', isPersonal: true },
  { source: 'person.relationship', label: 'その人の続柄', isPersonal: true },
  { source: 'person.nationality', label: 'その人の国籍・地域', isPersonal: true },
  { source: 'person.status_of_residence', label: 'その人の在留資格', isPersonal: true },
  { source: 'person.former_surname', label: 'その人の旧氏', isPersonal: true },
  { source: 'person.common_name', label: 'その人の通称', isPersonal: true },
  { source: 'person.registered_domicile', label: 'その人の本籍', isPersonal: true },
  { source: 'person.registered_domicile_head', label: 'その人の筆頭者', isPersonal: true },
]

/** What is offered for an input; of a person's item everything, of others what belongs to no person. */
export const prefillsFor = (key: string): readonly Prefill[] => (key.includes('[]') ? PREFILLS : PREFILLS.filter(({ isPersonal }) => !isPersonal))
