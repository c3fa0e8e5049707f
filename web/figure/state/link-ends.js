/** Chats, mails and those who count clicks leave these at the end of a link. */

/** Fields that count clicks. */
export const campaign = /^(utm_[a-z_]+|(?:fb|g|y|dc|tw|tt)clid|msclkid|mc_[ce]id|igshid|igsh|[gw]braid|_hsenc|_hsmi|ref_src)(?:=|%3D|$)/i;

/** Signs that close what a link stands in, and what a sentence has after them. Two points and more say that something was left out. */
export const closing = /[\s)\]}>"'`*|”’»）】》」。，、；：！？!?](?!.*\.\.)[\s)\]}>"'`*|”’»）】》」。，、；：！？!?.,;:]*$/s;
