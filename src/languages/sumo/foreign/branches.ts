/** More branches than this are not nested into each other as `if`: the tree must stay shallow. */
export const MAX_BRANCHES = 100
