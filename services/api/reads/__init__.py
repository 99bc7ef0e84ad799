"""Reading: what is selected becomes one SQL statement, whose JSON goes to the client untouched. There is no other way.

Types say with small words where their fields come from (`words`). A query's variables become holes (`holes`), so that
its plan (`compiler`, `plan`) serves every request of the same shape and role. Mutations and subscriptions answer with
references (`references`), which the same compiler reads.
"""
