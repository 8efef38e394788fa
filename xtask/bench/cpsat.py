"""A roster of data/circles from standard input, solved by OR-Tools' CP-SAT (PyPI: ortools) in so many seconds.

Prints the cost, the bound and the seconds as JSON. Circles are told apart by their slots in order, which breaks most
of the symmetry; costs are counted per pair and circle.
"""
import itertools
import json
import sys

from ortools.sat.python import cp_model

file, seconds = json.load(sys.stdin), float(sys.argv[1])
people, circles, slots = range(file["n"]), range(file["G"]), range(file["slots"])
model = cp_model.CpModel()
where = [[model.new_bool_var("") for _ in circles] for _ in people]
when = [[model.new_bool_var("") for _ in slots] for _ in circles]
for person in people:
    model.add_exactly_one(where[person])
for circle in circles:
    model.add_exactly_one(when[circle])
    model.add_linear_constraint(sum(where[person][circle] for person in people), file["min"], file["max"])
    model.add_bool_or(where[person][circle] for person in file["leaders"])
    for person in people:
        model.add_bool_or([when[circle][slot] for slot in file["avail"][person]] + [where[person][circle].negated()])
    for one, other in file["apart"]:
        model.add_bool_or(where[one][circle].negated(), where[other][circle].negated())
    for one, other in file["together"]:
        model.add(where[one][circle] == where[other][circle])
for circle in range(file["G"] - 1):
    early, late = (sum(slot * when[at][slot] for slot in slots) for at in (circle, circle + 1))
    model.add(early <= late)
past = {tuple(sorted(pair)) for pair in file["past"]}
cost = []
for pair in itertools.combinations(people, 2):
    weight = sum(file["w"][name] for name in ("campus", "dept", "rank") if file[name][pair[0]] == file[name][pair[1]])
    weight += file["w"]["past"] if pair in past else 0
    if weight:
        together = model.new_bool_var("")
        for circle in circles:
            model.add_bool_or(where[pair[0]][circle].negated(), where[pair[1]][circle].negated(), together)
        cost.append(weight * together)
model.minimize(sum(cost))
solver = cp_model.CpSolver()
solver.parameters.max_time_in_seconds = seconds
solver.parameters.num_workers = 2
status = solver.solve(model)
found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
print(json.dumps({
    "cost": round(solver.objective_value) if found else None,
    "bound": round(solver.best_objective_bound),
    "proved": status == cp_model.OPTIMAL,
    "seconds": solver.wall_time,
}))
