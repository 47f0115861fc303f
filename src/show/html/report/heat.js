// What a list becomes at another temperature.

let temperature = 1;

// Shares in proportion to p^(1/T). Of what is not listed only the sum is known, and that none of it
// is above the last in the list, which bounds all shares. Returns them with `rest`, each with a
// sign where it is a bound.
function heated(list, rest) {
  const shares = list.map(({probability}) => probability || 0);
  const [best] = shares;
  if (temperature === 1 || !best) return {shares, rest, sign: '', rest_sign: ''};
  const weight = (p) => temperature ? (p / best) ** (1 / temperature) : +(p === best);
  // The chosen token may have been added to the list.
  const listed = list.at(-1).chosen ? shares.slice(0, -1) : shares;
  const last = Math.min(rest, listed.at(-1) || 1);
  const sum = shares.reduce((total, p) => total + weight(p), 0);
  // In few tokens the rest weighs most below 1, and least above.
  const few = rest && Math.floor(rest / last) * weight(last) + weight(rest % last);
  const hot = temperature > 1;
  return {shares: shares.map((p) => weight(p) / (hot ? sum + few : sum)), rest: few / (sum + few),
          sign: rest ? '≤ ' : '', rest_sign: hot ? '≥ ' : '≤ '};
}
