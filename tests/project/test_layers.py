"""What import-linter cannot see: foreign keys, imports within functions, signals."""

import ast

from django.apps import apps

from tests.project import tree

RECEIVERS = {"accounts/receivers.py", "audit/receivers.py"}
FORBIDDEN_NAMES = {"utils", "common", "core", "helpers"}


def may_know(app, other):
    """Whether a model of `app` may point at one of `other`: itself or a lower floor; what is not ours lies below."""
    if other not in tree.LAYERS or app == other:
        return True
    return not {app, other} <= tree.GROUNDS and tree.LAYERS.index(app) < tree.LAYERS.index(other)


def relations():
    """(app, field, app of the target) of each relation of our models, the generated history models included."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                yield model._meta.app_label, str(field), field.related_model._meta.app_label


def test_no_foreign_key_points_upwards():
    ours = [row for row in relations() if row[0] in tree.LAYERS]
    assert ours, "there are no models to look at"
    assert [row for row in ours if not may_know(row[0], row[2])] == []


def test_what_upwards_means():
    assert may_know("decisions", "accounts")
    assert may_know("accounts", "contenttypes")
    assert not may_know("accounts", "decisions")
    assert not may_know("audit", "accounts")
    assert not may_know("audit", "design_system")


def test_no_many_to_many():
    fields = [
        f for model in apps.get_models() if model._meta.app_label in tree.LAYERS for f in model._meta.many_to_many
    ]
    assert fields == []


def imports_within_functions(module):
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            inner = ast.walk(function)
            yield from (node.lineno for node in inner if isinstance(node, (ast.Import, ast.ImportFrom)))


def test_nothing_is_imported_within_a_function():
    paths = [path for path in tree.python_files() if path.name != "apps.py"]  # ready() must
    assert tree.offences(imports_within_functions, paths) == {}


def test_an_import_within_a_function_is_noticed():
    assert list(imports_within_functions(ast.parse("import a\ndef f():\n    from b import c\n"))) == [3]


def signal_uses(module):
    for name, call in tree.calls(module):
        if (
            name in {"receiver", "Signal", "dispatch.Signal", "dispatch.receiver"}
            or name.endswith("signal.connect")
            or (name.endswith(".connect") and any(word in name for word in ("pre_", "post_", "_signal", "user_logged")))
        ):
            yield name, call.lineno


def test_signals_are_received_in_two_files_only():
    assert tree.offences(signal_uses, tree.python_files(), allowed=RECEIVERS) == {}


def test_we_define_no_signals():
    uses = tree.offences(signal_uses, [tree.ROOT / path for path in RECEIVERS if (tree.ROOT / path).exists()])
    assert not [name for places in uses.values() for name, _ in places if name.endswith("Signal")]


def test_a_receiver_is_noticed():
    source = "@receiver(post_save)\ndef f(): pass\npost_migrate.connect(f)\nsignals.pre_save.connect(f)\n"
    assert len(list(signal_uses(ast.parse(source)))) == 3


def test_no_junk_drawers():
    names = [tree.short(path) for path in tree.python_files() if {path.stem, path.parent.name} & FORBIDDEN_NAMES]
    assert names == []
