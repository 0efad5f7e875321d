"""Commands whose work a real cluster does: two workers, one of which may be lost in the middle."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.dask_cluster import Cluster, dask_cluster
from support.engine_runs import project as engine_project
from support.polyloom import Run, catalog_file, files, make_project, polyloom
from support.programs import require_program
from support.test_bed import serving

pytestmark = pytest.mark.slow

DOCUMENTS = 40


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates say when they were made."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


# Each stage in turn, with whatever makes its report whole.
STAGES = (("extract",), ("update",), ("check",), ("build",), ("report",), ("format", "--check"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with dask_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


def many_documents(root: Path, extra: str = "") -> Path:
    """Documents of several formats, one of them broken, in a project that publishes everything."""
    make_project(root, extra=f"[build]\nminimum_coverage = 0\n{extra}")
    for number in range(DOCUMENTS):
        text = f"Report {number}\n\nWe ask for {number} houses.\n\nThey have {number} schools.\n"
        suffix = ("txt", "md", "html")[number % 3]
        text = f"<p>{text}</p>" if suffix == "html" else text
        (root / f"source/report-{number:03}.{suffix}").write_text(text, encoding="utf-8")
    (root / "source/report-007.md").write_bytes(b"\xff\xff")
    return root


def translate_some(root: Path) -> None:
    """Translations with findings, a translation that breaks its document, and a broken catalog."""
    for number in range(0, DOCUMENTS, 3):
        path = catalog_file(root, "es", f"report-{number:03}")
        text = path.read_text(encoding="utf-8").replace(
            f'msgid "We ask for {number} houses."\nmsgstr ""',
            f'msgid "We ask for {number} houses."\nmsgstr "1) Pedimos casas"',
        )
        path.write_text(text, encoding="utf-8")
    catalog_file(root, "fr", "report-010").write_text("msgid", encoding="utf-8")


def all_stages(root: Path, *options: str) -> list[Run]:
    """Each stage's run, with the options where it has them."""
    runs = []
    for command in STAGES:
        runs.append(polyloom(root, *command, "--json", *options))
        if command == ("update",):
            translate_some(root)
    return runs


def said(runs: list[Run]) -> list[tuple[int, str, str]]:
    return [(run.code, run.out, run.err) for run in runs]


def begun(root: Path, *words: str) -> subprocess.Popen[str]:
    """A command that has begun to write outputs."""
    argv = [sys.executable, "-m", "polyloom", "-C", str(root), *words]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not any((root / "build").rglob("*.html")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    return process


def long_project(root: Path) -> Path:
    """A project that takes some seconds to build."""
    make_project(root, extra="[build]\nminimum_coverage = 0\n")
    for number in range(120):
        text = "".join(f"Paragraph {number} of {each}.\n\n" for each in range(200))
        (root / f"source/report-{number:03}.md").write_text(text, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    return root


def hiding(folder: Path) -> tuple[str, ...]:
    """What runs a program that finds nothing in a folder, as on a machine without it."""
    script = 'mount -t tmpfs none "$0" && exec "$@"'
    words = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, str(folder))
    require_program("unshare")
    if subprocess.run([*words, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody hide a folder")
    return words


def test_a_cluster_with_the_folder_makes_what_one_machine_makes(
    tmp_path: Path, cluster: Cluster
) -> None:
    one = many_documents(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "two")
    expected = all_stages(one)
    assert said(all_stages(two, "--scheduler", cluster.address)) == said(expected)
    assert {run.code for run in expected} == {1}
    assert files(two) == files(one)
    assert not [*(two / ".polyloom").glob("cluster-*")]


def test_a_cluster_without_the_folder_makes_what_one_machine_makes(tmp_path: Path) -> None:
    one = many_documents(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "hidden/two")
    prefix = hiding(tmp_path / "hidden")
    with dask_cluster(tmp_path / "cluster", workers=0) as cluster:
        for _ in range(2):
            cluster.add_worker(prefix=prefix)
        expected = all_stages(one)
        assert said(all_stages(two, "--scheduler", cluster.address)) == said(expected)
        assert files(two) == files(one)
        told = polyloom(two, "-v", "report", "--scheduler", cluster.address).err
        assert "without its folder" in told

        cluster.add_worker()
        run = polyloom(two, "build", "--scheduler", cluster.address)
        assert run.code == 2
        assert "has no folder of this project, though other workers have it" in run.err


def test_what_a_lost_worker_had_is_done_again(tmp_path: Path) -> None:
    one = long_project(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "two")
    assert polyloom(one, "build").code == 0
    with dask_cluster(tmp_path / "cluster", workers=2) as cluster:
        process = begun(two, "build", "--scheduler", cluster.address)
        cluster.kill_worker(0)
        assert process.poll() is None, "it was over before"
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert files(two) == files(one)


def test_a_scheduler_that_ends_in_the_middle(tmp_path: Path) -> None:
    one = long_project(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "two")
    assert polyloom(one, "build").code == 0
    with dask_cluster(tmp_path / "cluster", workers=2) as cluster:
        process = begun(two, "build", "--scheduler", cluster.address)
        cluster.scheduler.kill()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == (
        f"polyloom: the scheduler {cluster.address} does not answer any more;"
        " what is done is done; start it again, and run the command again\n"
    )
    assert polyloom(two, "build").code == 0
    assert files(two) == files(one)


def test_work_that_ends_every_worker(tmp_path: Path) -> None:
    """As work does that needs more memory than there is: it is not tried for ever."""
    root = long_project(tmp_path / "project")
    dying = "import os\nimport polyloom.workspace.cluster_batches as batches\n"
    dying += "batches._results = lambda *_: os._exit(9)\n"
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(dying, "utf-8")
    with dask_cluster(tmp_path / "cluster", workers=0) as cluster:
        for _ in range(4):
            cluster.add_worker({"PYTHONPATH": str(tmp_path / "site")})
        run = polyloom(root, "build", "--scheduler", cluster.address)
    assert run.code == 1
    assert "4 workers have ended while they did the same work, the last of them tcp://" in run.err
    assert run.err.count("\n") == 1


def test_ctrl_c_ends_the_work_of_the_cluster_too(tmp_path: Path, cluster: Cluster) -> None:
    one = long_project(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "two")
    assert polyloom(one, "build").code == 0
    process = begun(two, "build", "--scheduler", cluster.address)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "polyloom: interrupted; run the command again to go on\n"
    time.sleep(1)
    left = files(two)
    time.sleep(1)
    assert files(two) == left, "workers go on"
    whole = files(one)
    assert len(left) < len(whole)
    assert {path: whole.get(path) for path in left} == left
    assert polyloom(two, "build", "--scheduler", cluster.address).code == 0
    assert files(two) == whole


def test_a_scheduler_that_does_not_answer(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    before = files(root)
    run = polyloom(root, "sync", "--scheduler", "tcp://127.0.0.1:9")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "polyloom: the scheduler tcp://127.0.0.1:9 does not answer within 5 seconds; start it with"
        " “dask scheduler”, or give another address or none\n"
    )
    assert files(root) == before


def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    with dask_cluster(tmp_path / "cluster", workers=0) as cluster:
        run = polyloom(root, "sync", "--scheduler", cluster.address)
    assert run.code == 2
    assert run.err == (
        f"polyloom: the scheduler {cluster.address} has no workers; start some with"
        f" “dask worker {cluster.address}”\n"
    )


def test_a_worker_with_another_version(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    metadata = tmp_path / "older/polyloom-0.0.1.dist-info/METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.1\nName: polyloom\nVersion: 0.0.1\n", "utf-8")
    with dask_cluster(tmp_path / "cluster", workers=1) as cluster:
        cluster.add_worker({"PYTHONPATH": str(tmp_path / "older")})
        run = polyloom(root, "sync", "--scheduler", cluster.address)
    assert (run.code, run.out) == (2, "")
    assert " has another polyloom (0.0.1) than this machine (" in run.err
    assert not (root / "locales").exists()


def test_a_worker_with_another_python(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    (tmp_path / "site").mkdir()
    other = "import platform\nplatform.python_version = lambda: '3.9.1'\n"
    (tmp_path / "site/sitecustomize.py").write_text(other, "utf-8")
    with dask_cluster(tmp_path / "cluster", workers=0) as cluster:
        cluster.add_worker({"PYTHONPATH": str(tmp_path / "site")})
        run = polyloom(root, "sync", "--scheduler", cluster.address)
    assert (run.code, run.out) == (2, "")
    assert " has another Python (3.9.1) than this machine (3." in run.err
    assert not (root / "locales").exists()


def tls_settings(folder: Path) -> dict[str, str]:
    """Dask's settings with a new certificate that signs itself, for everybody."""
    require_program("openssl")
    folder.mkdir()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    words += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True)
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    settings = {f"{prefix}CA_FILE": str(certificate)}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"{prefix}{role}__CERT"] = str(certificate)
        settings[f"{prefix}{role}__KEY"] = str(key)
    return settings


def test_an_encrypted_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_project(tmp_path / "one")
    two = shutil.copytree(one, tmp_path / "two")
    settings = tls_settings(tmp_path / "ours")
    with monkeypatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        with dask_cluster(tmp_path / "cluster", workers=1, protocol="tls") as cluster:
            address = cluster.address
            assert address.startswith("tls://")
            assert polyloom(two, "sync", "--scheduler", address).code == 0
            assert polyloom(one, "sync").code == 0
            assert files(two) == files(one)

            other = polyloom(
                two, "sync", "--scheduler", address, environment=tls_settings(tmp_path / "others")
            )
            assert other.code == 2
            assert f"the scheduler {address} does not answer within 5 seconds;" in other.err
            assert "signed by the authority that is named here" in other.err
    without = polyloom(two, "sync", "--scheduler", address)
    assert (without.code, without.err.count("\n")) == (2, 1)
    assert f"the scheduler {address} wants certificates; name them in Dask's set" in without.err
    absent = {name: f"{value}-absent" for name, value in settings.items()}
    unread = polyloom(two, "sync", "--scheduler", address, environment=absent)
    assert (unread.code, unread.err.count("\n")) == (2, 1)
    assert "cannot be read: no such file or directory; name them" in unread.err


def test_engines_of_a_project_in_a_cluster_are_asked_by_one_process(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as bed:
        budget = 1000
        root = engine_project(
            tmp_path / "project", "libretranslate", bed.url, table=f"budget = {budget}"
        )
        monkeypatch.setenv("POLYLOOM_SCHEDULER", cluster.address)
        shared = "Everybody has this sentence."
        for number in range(60):
            text = f"{shared}\n\nOnly document {number} has this one.\n"
            (root / f"source/document-{number}.txt").write_text(text, "utf-8")
        assert polyloom(root, "sync").code == 0
        polyloom(root, "translate")
        first = [*bed.texts]
        assert shared in first
        assert len(first) == len(set(first)), "a text was sent twice"
        assert budget - 40 < sum(map(len, first)) <= budget, "the budget is the run's"
        polyloom(root, "translate")
        assert len(bed.texts) == len(set(bed.texts)), "what was answered was sent again"
