using FlowservUsers.Storage;
using FlowservUsers.Storage.PostgreSql;

namespace FlowservUsers.PostgreSql.Tests;

public sealed class AddressTests
{
    private const string Password = "s3cr3t";

    [Theory]
    [InlineData("postgresql://", "")]
    [InlineData("postgres://db", "host=db")]
    [InlineData("PostgreSQL://db/", "host=db")]
    [InlineData("postgresql://alice@db:5433/accounts", "dbname=accounts host=db port=5433 user=alice")]
    [InlineData("postgresql://alice:p%40ss%3Aw%2Frd%25@db/accounts", "dbname=accounts host=db password=p@ss:w/rd% user=alice")]
    [InlineData("postgresql://[2001:db8::1]:5433/accounts", "dbname=accounts host=2001:db8::1 port=5433")]
    [InlineData("postgresql:///accounts?host=/var/run/postgresql&sslmode=require", "dbname=accounts host=/var/run/postgresql sslmode=require")]
    [InlineData("postgresql://%2Frun%2Fpg/accounts", "dbname=accounts host=/run/pg")]
    [InlineData("postgresql://db/b%C3%BCro?connect_timeout=3", "connect_timeout=3 dbname=büro host=db")]
    [InlineData("postgresql://db/?user=alice&password=a%26b", "host=db password=a&b user=alice")]
    [InlineData("postgresql://alice:\U0001F600@db", "host=db password=\U0001F600 user=alice")]
    [InlineData("postgresql://app@h1:5432,h2:5433/users?target_session_attrs=read-write", "dbname=users host=h1,h2 port=5432,5433 target_session_attrs=read-write user=app")]
    [InlineData("postgresql://h1,[::1]:5433/users", "dbname=users host=h1,::1 port=,5433")]
    [InlineData("postgresql:///users?host=h1,h2", "dbname=users host=h1,h2")]
    public void A_URL_means_the_same_as_for_every_PostgreSQL_tool(string url, string expected)
    {
        PostgreSqlAddress address = PostgreSqlAddress.Parse(url);
        Assert.Equal(expected, string.Join(' ', address.Parameters.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}")));
    }

    [Theory]
    [InlineData("postgresql://alice:s3cr3t@db@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t/x@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t?x@host/accounts")]
    [InlineData("postgresql://alice:1?s3cr3t=x@host/accounts")]
    [InlineData("postgresql://alice:%s3cr3t@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t%@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t%00@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t%FF@host/accounts")]
    [InlineData("postgresql://alice:s3cr3t@host:99999/accounts")]
    [InlineData("postgresql://alice:s3cr3t@host:0/accounts")]
    [InlineData("postgresql://alice:s3cr3t@host:5x/accounts")]
    [InlineData("postgresql://alice:s3cr3t@one:1,two:x/accounts")]
    [InlineData("postgresql://alice:s3cr3t@one,two/accounts?port=1,2,3")]
    [InlineData("postgresql://alice:s3cr3t@[::1/accounts")]
    [InlineData("postgresql://alice:s3cr3t@[::1]x/accounts")]
    [InlineData("postgresql://alice@host/accounts?s3cr3t")]
    [InlineData("postgresql://alice@host/accounts?pasword=s3cr3t")]
    [InlineData("postgresql://alice@host/accounts?password=s3cr3t&password=s3cr3t")]
    [InlineData("postgresql://alice:s3cr3t")]
    [InlineData("mysql://alice:s3cr3t@host/accounts")]
    [InlineData("sqlite://alice:s3cr3t@host/accounts")]
    public void A_URL_that_cannot_be_read_is_refused_and_its_password_is_not_shown(string url)
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(url));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(error.Location, LocalUserService.DescribeLocation(url));
    }

    [Theory]
    [InlineData("postgresql://alice:s3cr3t@db:5433/accounts", "postgresql://alice:***@db:5433/accounts")]
    [InlineData("postgresql://db/accounts?user=alice&password=s3cr3t", "postgresql://alice:***@db/accounts")]
    [InlineData("postgresql://alice@[::1]/b%20c?service=main", "postgresql://alice@[::1]/b%20c?service=main")]
    [InlineData("postgresql:///?host=/tmp/a", "postgresql://%2Ftmp%2Fa")]
    [InlineData("postgres://admin:hunt%40er2:hunter2@db/users?password=hunter2", "postgres://***@db/users")]
    [InlineData("postgresql://alice:s3cr3t@db:70000/accounts", "postgresql://***@db:70000/accounts")]
    [InlineData("mysql://alice:s3cr3t@db/accounts?x=y", "mysql://***@db/accounts")]
    [InlineData("https://db/accounts?token=s3cr3t", "https://db/accounts")]
    [InlineData("postgresql://alice:s3cr3t", "postgresql://***")]
    [InlineData("postgresql://alice:s3cr3t@h1:5432,h2:5433/users", "postgresql://alice:***@h1:5432,h2:5433/users")]
    [InlineData("postgresql://alice:s3cr3t@h1,[::1]:5433/users", "postgresql://alice:***@h1,[::1]:5433/users")]
    [InlineData("/srv/users.db", "/srv/users.db")]
    [InlineData("sqlite:////srv/users.db", "sqlite:////srv/users.db")]
    public void A_password_is_masked_wherever_a_location_is_shown(string given, string shown) =>
        Assert.Equal(shown, LocalUserService.DescribeLocation(given));

    [Fact]
    public void A_shown_address_leads_to_the_same_place()
    {
        const string url = "postgresql://a%20b@[fe80::1]:5433/x%2Fy";
        Assert.Equal(PostgreSqlAddress.Parse(url).Parameters, PostgreSqlAddress.Parse(DatabaseLocation.WithoutSecrets(url)).Parameters);
    }
}
