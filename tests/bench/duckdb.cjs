// Sums up a Batch file with DuckDB: its tokens, and the mean of their logprobs.
//
//   node duckdb.cjs FILE
const { DuckDBInstance } = require("@duckdb/node-api");

async function main(file) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const result = await connection.runAndReadAll(`
    SELECT count(*), avg(token.logprob)
    FROM (SELECT unnest(response.body.choices[1].logprobs.content) AS token
          FROM read_json('${file}', format = 'newline_delimited'))`);
  for (const [tokens, mean] of result.getRows()) console.log(`tokens ${tokens}\nmean ${mean}`);
}

main(process.argv[2]);
