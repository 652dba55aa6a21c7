/** The language whose rules explain themselves, item by item, as they are written. Apart from them, so that who asks for it need not load them. */
export const rulesLanguage = 'sigma'
