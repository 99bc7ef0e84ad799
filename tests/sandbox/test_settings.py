"""What is said about a sandbox when it is started."""

import pytest

from services.sandbox.settings import Settings, from_arguments


def test_its_shopify_app_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_arguments([]) == Settings()
    monkeypatch.setenv("SANDBOX_SHOPIFY_CLIENT_ID", "app")
    monkeypatch.setenv("SANDBOX_SHOPIFY_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SANDBOX_SHOPIFY_ACCESS_TOKEN", "token")

    said = from_arguments(["--port", "0"])

    told = (said.shopify_client_id, said.shopify_client_secret, said.shopify_access_token, said.port)
    assert told == ("app", "secret", "token", 0)
    assert "secret" not in repr(said)
    assert "token" not in repr(said).replace("access_token", "")


@pytest.mark.parametrize("flag", ["--port=70000", "--speed=0", "--step-seconds=-1", "--colour=blue"])
def test_a_wrong_flag_ends_it_with_a_usage_line(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        from_arguments([flag])

    assert "usage" in capsys.readouterr().err
