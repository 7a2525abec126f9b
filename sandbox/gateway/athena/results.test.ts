import { columnInfo, resultCsv, resultRows } from "./results";

const result = {
  columns: [
    { name: "key", type: "bigint" },
    { name: "subject", type: "varchar" },
    { name: "cost", type: "double" },
    { name: "recipients", type: "array(varchar)" },
    { name: "attributes", type: "map(varchar, double)" },
  ],
  rows: [
    [9007199254740993n, 'He said "hi",\nbye', 1, ["a", null], { k: 2, n: null }],
    [null, "", 1.5e7, [], {}],
  ],
};

it("prints values as Athena does, the names of the columns first", () => {
  expect(resultRows(result).map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue))).toEqual([
    ["key", "subject", "cost", "recipients", "attributes"],
    ["9007199254740993", 'He said "hi",\nbye', "1.0", "[a, null]", "{k=2.0, n=null}"],
    [undefined, "", "1.5E7", "[]", "{}"],
  ]);
});

it("quotes every value of the file but NULL", () => {
  expect(resultCsv(result)).toBe(
    '"key","subject","cost","recipients","attributes"\n' +
      '"9007199254740993","He said ""hi"",\nbye","1.0","[a, null]","{k=2.0, n=null}"\n' +
      ',"","1.5E7","[]","{}"\n',
  );
});

it.each([
  [0, "0.0"],
  [-2.5, "-2.5"],
  [0.001, "0.001"],
  [0.00099, "9.9E-4"],
  [12345678, "1.2345678E7"],
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "Infinity"],
])("prints the double %p as Java does", (value, text) => {
  const [, row] = resultRows({ columns: [{ name: "x", type: "double" }], rows: [[value]] });
  expect(row?.Data).toEqual([{ VarCharValue: text }]);
});

it.each([
  ["varchar", { Type: "varchar", Precision: 2147483647, Scale: 0, CaseSensitive: true }],
  ["timestamp(3)", { Type: "timestamp", Precision: 3 }],
  ["timestamp(3) with time zone", { Type: "timestamp with time zone" }],
  ["decimal(18,6)", { Type: "decimal", Precision: 18, Scale: 6, CaseSensitive: false }],
  ["map(varchar, array(varchar))", { Type: "map" }],
])("describes a column of %s", (type, info) => {
  expect(columnInfo({ name: "x", type })).toMatchObject({ Name: "x", Label: "x", Nullable: "UNKNOWN", ...info });
});
