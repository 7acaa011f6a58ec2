using System.Text;
using LivenessSdk.Evaluation;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Chooses what a simulated vendor answers to a labeled photo: mostly what the label suggests, and now and then an error.</summary>
internal static class SimulatedAnswer
{
    private const int ErrorsInHundred = 6;
    private const int WithoutFaceInHundred = 2;

    public static Scenario To(LabeledPhoto photo, SystemUnderTest system)
    {
        int number = Number($"{system.Name}\n{photo.Presentation.File}");
        bool isAttack = photo.Presentation.Label == PresentationLabel.Attack;
        return number < WithoutFaceInHundred ? Scenario.NoFace
            : isAttack == (number < WithoutFaceInHundred + ErrorsInHundred) ? Scenario.Live
            : Scenario.Attack;
    }

    /// <summary>Computes a number below 100 that is always the same for a text.</summary>
    private static int Number(string text) =>
        (int)(BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 100);
}
